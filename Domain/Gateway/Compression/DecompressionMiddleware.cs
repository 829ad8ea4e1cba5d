using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RequestDecompression;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Unpacks compressed request bodies, and counts what comes out against the function's body limit: a small body that would become a huge one is 413.</summary>
/// <remarks>ASP.NET Core's own middleware leaves the length of the packed body on the request, and a server without a limit of its own without one.</remarks>
internal sealed class DecompressionMiddleware(RequestDelegate next, IRequestDecompressionProvider provider, long defaultLimit)
{
    private const string Known = "gzip, br, deflate";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count == 0)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (request.Headers.ContentEncoding is [{ } one] && (one.Length == 0 || one.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.Remove(HeaderNames.ContentEncoding);
            await next(context).ConfigureAwait(false);
            return;
        }

        if (provider.GetDecompressionStream(context) is not { } unpacked)
        {
            GatewayFeature.Of(context).KeepHeader(HeaderNames.AcceptEncoding, Known);
            throw new GatewayException(415, ProblemCodes.UnsupportedMediaType, $"Send the body without Content-Encoding, or with one of {Known}.");
        }

        var packed = request.Body;
        request.ContentLength = null;
        request.Body = new DecompressedStream(new LimitedStream(unpacked, BodyLimitMiddleware.LimitOf(context, defaultLimit)));
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            request.Body = packed;
            await unpacked.DisposeAsync().ConfigureAwait(false);
        }
    }
}
