using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Support;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>The gateway in front of functions that are lambdas with attributes, behind a server that routes as the Functions host does.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly IHost _host;

    private TestGateway(IHost host, LogRecorder logs, FakeTimeProvider time)
    {
        _host = host;
        Logs = logs;
        Time = time;
        Client = host.GetTestClient();
    }

    public static readonly byte[] Key = [.. Enumerable.Range(1, DevelopmentTokens.KeyBytes).Select(number => (byte)number)];

    public HttpClient Client { get; }

    public LogRecorder Logs { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _host.Services;

    public TestServer Server => _host.GetTestServer();

    public static async Task<TestGateway> StartAsync(IEnumerable<TestFunction> functions, Action<IServiceCollection>? configure = null)
    {
        var logs = new LogRecorder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var list = functions.ToList();
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(logs))
            .ConfigureWebHost(web => web.UseTestServer().Configure(app => app.Run(context => RouteAsync(context, list))))
            .ConfigureServices(services =>
            {
                services.AddSingleton<TimeProvider>(time);
                services.AddSingleton(provider => new GatewayEndpoints(list.Select(function => function.Endpoint), provider.GetRequiredService<IOptions<GatewayOptions>>()));
                services.AddGateway(options => options.DevelopmentTokenKey = Key);
                configure?.Invoke(services);
            })
            .Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestGateway(host, logs, time);
    }

    /// <summary>The OpenAPI document.</summary>
    public JsonNode Description => JsonNode.Parse(Services.GetRequiredService<ApiDescription>().Document.Span)!;

    public string Token(string scope, TimeSpan? lifetime = null, string subject = "ann") => new DevelopmentTokens(Key, Time).Issue(scope, subject, lifetime);

    /// <summary>What stops the start of the functions, or of others.</summary>
    public IReadOnlyList<string> Faults(GatewayEndpoints? functions = null) =>
        Services.GetRequiredService<GatewayStartCheck>().Faults(functions ?? Services.GetRequiredService<GatewayEndpoints>());

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
    }

    private static Task RouteAsync(HttpContext context, List<TestFunction> functions)
    {
        var endpoints = context.RequestServices.GetRequiredService<GatewayEndpoints>();
        var policies = context.RequestServices.GetRequiredService<ParameterPolicyFactory>();
        context.Request.Path.StartsWithSegments("/api", out var path);
        foreach (var endpoint in endpoints.All.Where(endpoint => endpoint.Takes(context.Request.Method)))
        {
            var values = new RouteValueDictionary();
            var route = ParsedRoute.Parse(endpoint, policies);
            if (route.Matches(path, values) && route.FirstRefused(context, values) is null)
            {
                context.Request.RouteValues = values;
                var function = functions.Single(function => function.Endpoint == endpoint);
                return context.RequestServices.GetRequiredService<GatewayPipeline>()
                    .InvokeAsync(context, endpoints.Find(endpoint.Name)!, () => function.Handler(context));
            }
        }

        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
