using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Adds the security headers when an answer starts, so that they are on problems, too.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, SecurityHeadersOptions options)
{
    private readonly string? _transport = options.StrictTransportMaxAge > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"max-age={(long)options.StrictTransportMaxAge.TotalSeconds}{(options.IncludeSubdomains ? "; includeSubDomains" : "")}")
        : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (options.NoSniff)
        {
            context.Response.OnStarting(AddNoSniffAsync, context);
        }

        if (_transport is not null && context.Request.IsHttps && !context.Request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.OnStarting(AddTransportAsync, (context, _transport));
        }

        return next(context);
    }

    private static Task AddNoSniffAsync(object state)
    {
        ((HttpContext)state).Response.Headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }

    private static Task AddTransportAsync(object state)
    {
        var (context, value) = ((HttpContext, string))state;
        context.Response.Headers.StrictTransportSecurity = value;
        return Task.CompletedTask;
    }
}
