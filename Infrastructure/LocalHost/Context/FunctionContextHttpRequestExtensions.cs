namespace Virga.LocalHost;

/// <summary>The HTTP request of an invocation, in the worker's own shape.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request that started the function; null when something else did.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var data = context.Features.Get<HttpRequestData>();
        if (data is null && context.GetHttpContext() is { } http)
        {
            data = new LocalHttpRequestData(context, http.Request);
            context.Features.Set(data);
        }

        return new(data);
    }
}
