using Microsoft.AspNetCore.Http;

namespace Virga.LocalHost;

/// <summary>The HTTP request of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The key of <see cref="FunctionContext.Items"/> under which the request stands, as in the worker.</summary>
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request that started the function; null when something else did.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is LocalFunctionContext local
            ? local.HttpContext
            : context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
    }
}
