using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>A function app of the given classes, on a test server, with everything in memory.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host) => (_host, Client) = (host, host.GetTestClient());

    public HttpClient Client { get; }

    public IServiceProvider Services => _host.Services;

    public IFunctionInvoker Invoker => Services.GetRequiredService<IFunctionInvoker>();

    public static Task<TestHost> StartAsync(params Type[] functions) => StartAsync(_ => { }, functions);

    /// <param name="settings">Settings in the form <c>key=value</c>.</param>
    /// <param name="functions">The classes that hold the functions.</param>
    public static Task<TestHost> StartAsync(string[] settings, params Type[] functions) => StartAsync(_ => { }, settings, functions);

    public static Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] functions) => StartAsync(configure, [], functions);

    public static async Task<TestHost> StartAsync(Action<FunctionsApplicationBuilder> configure, string[] settings, Type[] functions)
    {
        var host = Build(configure, settings, functions);
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new TestHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static IHost Build(Action<FunctionsApplicationBuilder> configure, string[] settings, Type[] functions)
    {
        var builder = FunctionsApplication.CreateBuilder(["environment=Development", "VIRGA_DATA=:memory:", .. settings]);
        builder.FunctionTypes = functions;
        builder.Web.WebHost.UseTestServer();
        configure(builder);
        return builder.Build();
    }
}
