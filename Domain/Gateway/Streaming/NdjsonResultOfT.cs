using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class NdjsonResult<T>(IAsyncEnumerable<T> items) : IResult
{
    private const string ContentType = "application/x-ndjson; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            StreamedAnswer.Start(httpContext, ContentType);
            return;
        }

        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using var stream = StreamedAnswer.Of(httpContext);
        var source = items.GetAsyncEnumerator(stream.Cancelled);
        await using var disposed = source.ConfigureAwait(false);

        // What fails before the first item is still an ordinary refusal.
        var more = await source.MoveNextAsync().ConfigureAwait(false);
        StreamedAnswer.Start(httpContext, ContentType);
        var body = httpContext.Response.Body;
        while (more)
        {
            using (var line = new PooledBuffer())
            {
                using (var writer = new Utf8JsonWriter(line))
                {
                    JsonSerializer.Serialize(writer, source.Current, json);
                }

                line.GetSpan(1)[0] = (byte)'\n';
                line.Advance(1);
                await body.WriteAsync(line.WrittenMemory, stream.Cancelled).ConfigureAwait(false);
            }

            await body.FlushAsync(stream.Cancelled).ConfigureAwait(false);
            more = await source.MoveNextAsync().ConfigureAwait(false);
        }
    }
}
