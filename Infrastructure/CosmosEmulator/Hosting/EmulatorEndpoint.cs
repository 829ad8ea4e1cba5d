using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>Answers requests that came in on a port: checks them, then does as the message handler does.</summary>
/// <param name="router">What answers.</param>
/// <param name="check">Throws what a request is refused with.</param>
/// <param name="prefix">What stands before the protocol's own paths.</param>
internal sealed class EmulatorEndpoint(Router router, Action<WireRequest> check, string prefix = "")
{
    private const int MaximumBody = 4 * 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        WireResponse response;
        try
        {
            var body = await ReadAsync(context).ConfigureAwait(false);
            var request = new HttpContextRequest(context, prefix) { Body = body };
            check(request);
            response = await router.AnswerAsync(request, context.RequestAborted).ConfigureAwait(false);
        }
        catch (WireFault fault)
        {
            response = fault.ToResponse();
        }

        await WriteAsync(context, response).ConfigureAwait(false);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var buffer = new ArrayBufferWriter<byte>(context.Request.ContentLength is > 0 and < MaximumBody and var length ? (int)length : 1024);
        while (true)
        {
            var result = await context.Request.BodyReader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            foreach (var segment in result.Buffer)
            {
                buffer.Write(segment.Span);
            }

            context.Request.BodyReader.AdvanceTo(result.Buffer.End);
            if (buffer.WrittenCount > MaximumBody)
            {
                throw new WireFault(413, "Request size is too large");
            }

            if (result.IsCompleted)
            {
                return buffer.WrittenMemory;
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, WireResponse response)
    {
        if (response.ConnectionLoss == CosmosConnectionLoss.BeforeAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (response.ConnectionLoss == CosmosConnectionLoss.WithinBody && response.Body.IsEmpty)
        {
            context.Abort();
        }
        else if (!response.Body.IsEmpty)
        {
            context.Response.ContentType = response.ContentType;
            context.Response.ContentLength = response.Body.Length;
            var sent = response.ConnectionLoss == CosmosConnectionLoss.WithinBody ? response.Body[..(response.Body.Length / 2)] : response.Body;
            await context.Response.BodyWriter.WriteAsync(sent, context.RequestAborted).ConfigureAwait(false);
            if (sent.Length < response.Body.Length)
            {
                context.Abort();
            }
        }
    }
}
