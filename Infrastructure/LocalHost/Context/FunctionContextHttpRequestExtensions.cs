namespace Virga.LocalHost;

/// <summary>The HTTP request of an invocation, in the worker's own shape.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request that started the function; null when something else did.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<HttpRequestData>() is not { } data && context.GetHttpContext() is { } http)
        {
            data = new LocalHttpRequestData(context, http.Request);
            context.Features.Set(data);
            return new(data);
        }

        return new(context.Features.Get<HttpRequestData>());
    }
}
