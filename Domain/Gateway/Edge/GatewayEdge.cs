using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>What stands between the network and the function whoever calls: forwarded headers, CORS, security headers, networks, the throttle of all requests. What is not configured is not in the pipeline.</summary>
internal static class GatewayEdge
{
    /// <summary>Adds what says who the peer is; first, so that all else sees it.</summary>
    public static void UseForwarded(ApplicationBuilder app)
    {
        var options = Options<ForwardedOptions>(app);
        if (options.Proxies.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | (options.Hosts.Count > 0 ? ForwardedHeaders.XForwardedHost : ForwardedHeaders.None),
            ForwardLimit = options.Limit,
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var network in Networks.Parse(options.Proxies))
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        foreach (var host in options.Hosts)
        {
            forwarded.AllowedHosts.Add(host);
        }

        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>Adds what is on every answer, problems included: outside the error stage.</summary>
    public static void UseAnswers(ApplicationBuilder app)
    {
        var headers = Options<SecurityHeadersOptions>(app);
        app.Use(next => new SecurityHeadersMiddleware(next, headers).InvokeAsync);
        var cors = Options<CrossOriginOptions>(app);
        var functions = app.ApplicationServices.GetRequiredService<GatewayEndpoints>();
        if (cors.Origins.Count > 0 || functions.All.Any(function => function.ClassAttributes.Concat(function.MethodAttributes).Any(attribute => attribute is IEnableCorsAttribute)))
        {
            var routes = app.ApplicationServices.GetRequiredService<RouteFinder>();
            app.Use(next => new CrossOriginMiddleware(app, next, routes, varies: !cors.AllowsAll).InvokeAsync);
        }
    }

    /// <summary>Adds what refuses before anything is read of a request: inside the error stage.</summary>
    public static void UseRefusals(ApplicationBuilder app)
    {
        var networks = Options<NetworkOptions>(app);
        if (networks.Allowed.Count > 0 || networks.Denied.Count > 0)
        {
            app.Use(next => new NetworkMiddleware(next, networks).InvokeAsync);
        }

        var throttles = app.ApplicationServices.GetRequiredService<ThrottleStage>();
        if (throttles.HasGlobal)
        {
            app.Use(next => context => throttles.TakeGlobal(context) ? next(context) : Task.CompletedTask);
        }
    }

    private static T Options<T>(ApplicationBuilder app)
        where T : class => app.ApplicationServices.GetRequiredService<IOptions<T>>().Value;
}
