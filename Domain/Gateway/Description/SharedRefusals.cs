using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The document's <c>components/responses</c> and <c>components/headers</c>: what many operations refuse with, written once.</summary>
internal sealed class SharedRefusals(OpenApiDocument document, ComponentSchemas schemas, IOpenApiSchema problem)
{
    /// <summary>Headers that answers have, and what they say.</summary>
    private static readonly Dictionary<string, string> HeaderTexts = new()
    {
        ["ETag"] = "The document's version, a strong entity tag (RFC 9110).",
        ["Location"] = "The address of what was made.",
        ["Link"] = "The next page, rel=\"next\" (RFC 8288), while there is one, and rel=\"first\" from the second page on.",
        [RateLimitHeaders.Limit] = "What is left of each limit (draft-ietf-httpapi-ratelimit-headers-11).",
        [RateLimitHeaders.Policy] = "The limits that count (draft-ietf-httpapi-ratelimit-headers-11).",
        ["Retry-After"] = "How many seconds to wait before trying again.",
        ["WWW-Authenticate"] = "What is missing (RFC 6750).",
    };

    /// <summary>What is refused with a status anywhere, as a component.</summary>
    public IOpenApiResponse Of(int status)
    {
        var name = Name(status);
        if (!document.Components!.Responses!.ContainsKey(name))
        {
            document.Components.Responses[name] = Make(status, Codes(status));
        }

        return new OpenApiResponseReference(name, document);
    }

    /// <summary>What one operation refuses with codes of its own.</summary>
    public OpenApiResponse Own(int status, IEnumerable<string> codes) => Make(status, codes);

    /// <summary>A header, as a component when it is one of many operations.</summary>
    public IOpenApiHeader Header(string name, string? description = null)
    {
        if (description is not null || !HeaderTexts.TryGetValue(name, out var text))
        {
            return New(description ?? name);
        }

        document.Components!.Headers!.TryAdd(name, New(text));
        return new OpenApiHeaderReference(name, document);
    }

    /// <summary>The gateway's codes of a status.</summary>
    public static IEnumerable<string> Codes(int status) => ProblemMap.Codes.Where(code => code.Status == status).Select(code => code.Code);

    private OpenApiResponse Make(int status, IEnumerable<string> codes)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join(": ", new[] { Phrase(status), string.Join(", ", codes) }.Where(part => part.Length > 0)),
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = problem } },
        };
        var header = status switch
        {
            401 => "WWW-Authenticate",
            429 or 503 => "Retry-After",
            _ => null,
        };
        if (header is not null)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader> { [header] = Header(header) };
        }

        return response;
    }

    private OpenApiHeader New(string description) => new() { Description = description, Schema = schemas.Inline(new() { ["type"] = "string" }) };

    private static string Phrase(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : status.ToString(CultureInfo.InvariantCulture);

    private static string Name(int status) => string.Concat(Phrase(status).Where(char.IsLetterOrDigit));
}
