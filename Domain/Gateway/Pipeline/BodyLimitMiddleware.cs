using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Virga.Gateway;

/// <summary>Refuses a body over the limit: by its declared length before a byte is read, and while it is read when it declares none.</summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next, long defaultLimit)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var limit = LimitOf(context, defaultLimit);
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            // The server's own check also covers a declared length that is wrong; it is cheaper than a stream around the stream.
            server.MaxRequestBodySize = limit == long.MaxValue ? null : limit;
            await next(context).ConfigureAwait(false);
            return;
        }

        var original = request.Body;
        request.Body = new LimitedStream(original, limit);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            request.Body = original;
        }
    }

    /// <summary>How many bytes the request's body may have.</summary>
    public static long LimitOf(HttpContext context, long defaultLimit) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { } metadata ? metadata.MaxRequestBodySize ?? long.MaxValue : defaultLimit;

    public static GatewayException TooLarge(long limit) =>
        new(new Problem(413, ProblemCodes.BodyTooLarge, $"The body is larger than the {limit} bytes the function takes."));
}
