using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Writes UTF-8 JSON that is already in memory, with its length and, for HEAD, without its bytes.</summary>
internal static class JsonAnswer
{
    public const string ContentType = "application/json; charset=utf-8";

    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = ContentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
