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

        var isDeclared = request.ContentLength is not null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            // A server cuts the connection of a body that is over its own limit. It reads on for some seconds after a refusal of ours, so that whoever
            // still sends (the Functions host forwards a body to its end before it looks at the answer) gets to see it.
            server.MaxRequestBodySize = isDeclared && limit != long.MaxValue ? limit : null;
            if (isDeclared)
            {
                await next(context).ConfigureAwait(false);
                return;
            }
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
