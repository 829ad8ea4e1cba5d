using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Virga.LocalHost;

/// <summary>The app, ready to run: a web application that checks its functions first and tells a failed start in plain words.</summary>
/// <remarks>Under a test server it throws instead: only a process of its own has a console and an exit code to itself.</remarks>
internal sealed class FunctionsHost : IHost, IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly FormatException? _settingsFault;
    private bool _failed;

    private FunctionsHost(WebApplication web, FormatException? settingsFault) => (_web, _settingsFault) = (web, settingsFault);

    public IServiceProvider Services => _web.Services;

    private bool OwnsProcess => Services.GetRequiredService<IServer>().GetType().FullName?.Contains("Kestrel", StringComparison.Ordinal) == true;

    public static FunctionsHost Of(WebApplication web, FormatException? settingsFault)
    {
        // ASP.NET Core adds these by itself as soon as someone registers the services, here for the gateway's nested pipeline.
        var properties = ((IApplicationBuilder)web).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;
        HttpHost? http = null;
        LocalEndpoints? local = null;
        var development = web.Services.GetRequiredService<LocalDevelopment>();
        web.Run(context => development.IsOn && LocalEndpoints.Owns(context.Request.Path)
            ? (local ??= web.Services.GetRequiredService<LocalEndpoints>()).InvokeAsync(context)
            : (http ??= web.Services.GetRequiredService<HttpHost>()).InvokeAsync(context));
        return new FunctionsHost(web, settingsFault);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (_settingsFault is not null)
            {
                throw _settingsFault;
            }

            // Made before the first request; of faulty functions it cannot be, and the start below tells the faults.
            if (!Services.GetRequiredService<FunctionCatalog>().Faults().Any())
            {
                Services.GetRequiredService<HttpHost>();
            }

            await ((IHost)_web).StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (OwnsProcess && StartFault.Describe(e) is not null)
        {
            await Console.Error.WriteLineAsync(StartFault.Describe(e)).ConfigureAwait(false);
            Environment.ExitCode = 1;
            _failed = true;
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            return;
        }

        if (OwnsProcess)
        {
            await Console.Out.WriteAsync(StartTable.Of(Services, _web.Urls)).ConfigureAwait(false);
        }
    }

    // A host that did not get through its start cannot be stopped, only disposed of.
    public Task StopAsync(CancellationToken cancellationToken = default) => _failed ? Task.CompletedTask : ((IHost)_web).StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)_web).Dispose();

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
