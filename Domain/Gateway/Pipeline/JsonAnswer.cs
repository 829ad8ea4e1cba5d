using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Writes JSON with its length and, for HEAD, without its bytes. All of it is made before anything is sent, so that what cannot be made is a clean 500.</summary>
internal static class JsonAnswer
{
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes what <paramref name="write"/> makes of the value, in a pooled buffer.</summary>
    public static async Task WriteAsync<TValue>(HttpContext context, TValue value, Action<Utf8JsonWriter, TValue> write, string contentType = ContentType)
    {
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body, WriterOptions))
        {
            write(json, value);
        }

        await WriteAsync(context, body.WrittenMemory, contentType).ConfigureAwait(false);
    }

    /// <summary>Writes UTF-8 that is already in memory; to GET with a weak entity tag unless it has one, and not at all to who has it.</summary>
    public static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = ContentType)
    {
        if (WeakETag.IsCurrent(context, body.Span))
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
