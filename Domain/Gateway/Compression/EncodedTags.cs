using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Strong entity tags of compressed answers: <c>"v1"</c> is <c>"v1-br"</c> to a client that got it compressed, and means <c>"v1"</c> when it comes back.</summary>
internal sealed class EncodedTags(RequestDelegate next)
{
    private static readonly string[] Endings = ["-br\"", "-gzip\""];

    /// <summary>Makes the answer's strong tag the compressed answer's own.</summary>
    public static void Mark(HttpResponse response, string encoding)
    {
        if (response.Headers.ETag.ToString() is ['"', .., '"'] strong)
        {
            response.Headers.ETag = $"{strong[..^1]}-{encoding}\"";
        }
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.IfMatch.Count == 0 && headers.IfNoneMatch.Count == 0)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var asked = headers.IfNoneMatch;
        headers.IfMatch = Strip(headers.IfMatch);
        headers.IfNoneMatch = Strip(asked);
        await next(context).ConfigureAwait(false);
        if (context.Response is { StatusCode: StatusCodes.Status304NotModified, HasStarted: false } response && Find(asked, response.Headers.ETag.ToString()) is { } own)
        {
            response.Headers[HeaderNames.ETag] = own;
        }
    }

    private static StringValues Strip(StringValues tags)
    {
        var text = tags.ToString();
        if (!Endings.Any(ending => text.Contains(ending, StringComparison.Ordinal)))
        {
            return tags;
        }

        foreach (var ending in Endings)
        {
            text = text.Replace(ending, "\"", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The tag under which the client keeps what is still current.</summary>
    private static string? Find(StringValues asked, string current)
    {
        if (current is not ['"', .., '"'])
        {
            return null;
        }

        foreach (var ending in Endings)
        {
            var encoded = current[..^1] + ending;
            if (asked.Any(line => line is not null && line.Contains(encoded, StringComparison.Ordinal)))
            {
                return encoded;
            }
        }

        return null;
    }
}
