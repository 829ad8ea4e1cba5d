using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Reads a request's body whole and leaves it there to be read again; the body limit bounds it.</summary>
internal static class WholeBody
{
    /// <exception cref="GatewayException">413: it is over the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is 0)
        {
            return default;
        }

        var body = new MemoryStream(request.ContentLength is { } length and <= 1024 * 1024 ? (int)length : 0);
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        body.Position = 0;
        request.Body = body;
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
