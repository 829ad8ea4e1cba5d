using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>What a function takes and answers, from ASP.NET Core's <c>[Consumes]</c> and <c>[Produces]</c> and the gateway's own attributes.</summary>
/// <param name="Consumed">The content types of bodies it takes; none: it decides itself.</param>
/// <param name="Produced">The content types it answers with; none: it does not say.</param>
internal sealed record MediaTypeRules(IReadOnlyList<MediaTypeHeaderValue> Consumed, IReadOnlyList<MediaTypeHeaderValue> Produced)
{
    /// <summary>The function's rules; null when there are none.</summary>
    public static MediaTypeRules? Of(EndpointMetadataCollection metadata)
    {
        var consumed = metadata.GetMetadata<ConsumesAttribute>()?.ContentTypes.ToArray() ?? metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.ToArray() ?? [];
        var produced = metadata.GetMetadata<ProducesAttribute>()?.ContentTypes.ToArray() ?? [];
        if (produced.Length == 0 && metadata.GetMetadata<IAnswersJson>() is { HasBody: true })
        {
            produced = [JsonBody.Json];
        }

        return consumed.Length + produced.Length == 0
            ? null
            : new MediaTypeRules([.. consumed.Select(type => MediaTypeHeaderValue.Parse(type))], [.. produced.Select(type => MediaTypeHeaderValue.Parse(type))]);
    }

    /// <summary>Refuses a body of another type (415) and a client that takes none of the answers (406), before anything is read or run.</summary>
    public RequestDelegate Stage(RequestDelegate next) => context =>
    {
        var request = context.Request;
        if (Consumed.Count > 0 && request.ContentLength is not 0 && (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0 || request.ContentType is not null))
        {
            CheckContentType(request);
        }

        if (Produced.Count > 0)
        {
            CheckAccept(request.Headers.Accept);
        }

        return next(context);
    };

    private void CheckContentType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !Consumed.Any(type.IsSubsetOf))
        {
            throw new GatewayException(415, ProblemCodes.UnsupportedMediaType, $"Send the body as {string.Join(" or ", Consumed)}.");
        }
    }

    private void CheckAccept(StringValues accept)
    {
        if (accept is [] or ["*/*"] or [""])
        {
            return;
        }

        // What cannot be read is taken for anything, as RFC 9110 (section 12.5.1) allows.
        if (MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var wanted) && wanted.Count > 0 && !Produced.Any(type => Takes(wanted, type)))
        {
            throw new GatewayException(406, ProblemCodes.NotAcceptable, $"The function answers with {string.Join(" or ", Produced)}.");
        }
    }

    /// <summary>Whether the most specific range that has the type gives it a weight above 0.</summary>
    private static bool Takes(IList<MediaTypeHeaderValue> wanted, MediaTypeHeaderValue type)
    {
        var best = wanted.Where(range => type.IsSubsetOf(WithoutQuality(range))).OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2).FirstOrDefault();
        return best is not null && best.Quality is not 0;
    }

    private static MediaTypeHeaderValue WithoutQuality(MediaTypeHeaderValue range) => range.Quality is null ? range : new MediaTypeHeaderValue(range.MediaType);
}
