using System.Net;

namespace Virga.CosmosEmulator;

/// <summary>A body whose second half never comes, as when a connection is lost within it.</summary>
internal sealed class CutContent(ReadOnlyMemory<byte> body) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body[..(body.Length / 2)]).ConfigureAwait(false);
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was dropped within the answer: a fault asked for by a test.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
