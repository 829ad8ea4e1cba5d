using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>ASP.NET Core's CORS, for functions: a preflight, which only the catch-all sees, is answered as the function it asks about would have it, and what functions say of CORS themselves is ignored.</summary>
internal sealed class CrossOriginMiddleware
{
    private readonly RequestDelegate _plain;
    private readonly RequestDelegate _cors;
    private readonly RouteFinder _routes;
    private readonly bool _varies;

    public CrossOriginMiddleware(ApplicationBuilder app, RequestDelegate next, RouteFinder routes, bool varies)
    {
        (_routes, _varies) = (routes, varies);
        _plain = context => IgnoreOwnAsync(context, next);
        var branch = app.New();
        branch.UseCors();
        branch.Run(_plain);
        _cors = branch.Build();
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (_varies)
        {
            context.Response.OnStarting(AddVaryAsync, context);
        }

        var request = context.Request;
        if (!request.Headers.ContainsKey(CorsConstants.Origin))
        {
            return _plain(context);
        }

        if (HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod is [{ Length: > 0 } method] && _routes.Find(request, method) is { } target)
        {
            context.SetEndpoint(target);
        }

        return _cors(context);
    }

    /// <summary>A cache must not give one origin's answer to another, nor an answer without CORS headers to a page that needs them.</summary>
    private static Task AddVaryAsync(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(CorsConstants.Origin, StringComparer.OrdinalIgnoreCase))
        {
            headers.AppendCommaSeparatedValues(HeaderNames.Vary, CorsConstants.Origin);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes away what the function wrote of CORS (API Gateway does); the middleware's own headers are written after this.</summary>
    private static Task IgnoreOwnAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.Remove(CorsConstants.AccessControlAllowOrigin);
            headers.Remove(CorsConstants.AccessControlAllowCredentials);
            headers.Remove(CorsConstants.AccessControlExposeHeaders);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
