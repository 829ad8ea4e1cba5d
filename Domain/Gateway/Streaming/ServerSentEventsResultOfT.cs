using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class ServerSentEventsResult<T>(IAsyncEnumerable<T> items, string? eventType, Func<T, string>? id) : IResult
{
    private const string ContentType = "text/event-stream";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

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
        var next = source.MoveNextAsync().AsTask();
        if (next.IsCompleted)
        {
            // What fails at once is still an ordinary refusal; what has nothing yet must not keep the client waiting for headers.
            await next.ConfigureAwait(false);
        }

        StreamedAnswer.Start(httpContext, ContentType);
        await httpContext.Response.Body.FlushAsync(stream.Cancelled).ConfigureAwait(false);
        try
        {
            while (await MoveAsync(httpContext, stream, next).ConfigureAwait(false))
            {
                await SendAsync(httpContext, Event(eventType, id?.Invoke(source.Current), JsonSerializer.Serialize(source.Current, json)), stream.Cancelled).ConfigureAwait(false);
                next = source.MoveNextAsync().AsTask();
            }
        }
        catch (Exception) when (stream.IsOver && !httpContext.RequestAborted.IsCancellationRequested)
        {
            // The stream's time is over: the client connects again, as such clients do.
        }
        catch (Exception fault) when (!httpContext.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(httpContext, fault).ConfigureAwait(false);
        }
        finally
        {
            // A source cannot be disposed of while it still looks for its next item.
            await DrainAsync(next).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next item, and tells the client meanwhile that the connection lives.</summary>
    private static async Task<bool> MoveAsync(HttpContext context, StreamedAnswer stream, Task<bool> next)
    {
        while (!next.IsCompleted)
        {
            try
            {
                await next.WaitAsync(Silence, stream.Time, stream.Cancelled).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await SendAsync(context, Comment, stream.Cancelled).ConfigureAwait(false);
            }
        }

        return await next.ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Event(string? type, string? id, string data)
    {
        var text = new StringBuilder(data.Length + 64);
        if (type is not null)
        {
            text.Append("event: ").Append(type).Append('\n');
        }

        if (id is not null && !id.AsSpan().ContainsAny("\r\n\0"))
        {
            text.Append("id: ").Append(id).Append('\n');
        }

        // JSON has no line breaks of its own unless it is indented.
        return Encoding.UTF8.GetBytes(text.Append("data: ").Append(data.ReplaceLineEndings("\ndata: ")).Append("\n\n").ToString());
    }

    private static async Task FailAsync(HttpContext context, Exception fault)
    {
        var problem = ProblemMap.Of(fault);
        var feature = GatewayFeature.Of(context);
        feature.ErrorCode = problem.Code;
        if (problem.Status >= 500)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
            Log.Failed(logger, fault, feature.FunctionName, context.TraceIdentifier, ProblemWriter.TraceId(context));
        }

        var body = Encoding.UTF8.GetString(ProblemWriter.Json(context, problem).Span);
        await SendAsync(context, Event("error", null, body), context.RequestAborted).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The source was told to stop; how it does no longer matters.")]
    private static async Task DrainAsync(Task<bool> next)
    {
        try
        {
            await next.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Cancelled, as it was asked.
        }
    }
}
