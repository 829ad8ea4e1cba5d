using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>A description of the app, with its ETag.</summary>
internal sealed class DescriptionResult(byte[] document, string etag, bool isCurrent) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = $"\"{etag}\"";
        httpContext.Response.Headers.CacheControl = "no-cache";
        if (isCurrent)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return JsonAnswer.WriteAsync(httpContext, document);
    }
}
