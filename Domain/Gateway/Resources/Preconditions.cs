using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>What If-Match and If-None-Match ask (RFC 9110, section 13.1).</summary>
internal static class Preconditions
{
    /// <summary>What stands in a tag between a document's version and the view of it that was sent; no store has it in versions.</summary>
    public const char ViewMark = '~';

    /// <summary>The versions If-Match takes, of which the document must have one; null for any (the header is missing or <c>*</c>).</summary>
    /// <remarks>Weak versions never match strongly and are left out: an empty list is a precondition nothing meets.</remarks>
    /// <exception cref="GatewayException">400 when the header is no list of entity tags.</exception>
    public static IReadOnlyList<string>? IfMatch(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        var tags = Parse(request, HeaderNames.IfMatch);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)) ? null : [.. tags.Where(tag => !tag.IsWeak).Select(tag => VersionOf(Unquote(tag)))];
    }

    /// <summary>The document's version in a tag, with or without quotes, of the document or of a view of it.</summary>
    public static string VersionOf(string tag)
    {
        var bare = tag.Trim('"');
        return bare.IndexOf(ViewMark, StringComparison.Ordinal) is > 0 and var mark ? bare[..mark] : bare;
    }

    /// <summary>A replacement names no version.</summary>
    public static GatewayException IfMatchRequired() => new(new Problem(428, ProblemCodes.IfMatchRequired, "Send If-Match with the ETag of the version you replace, or If-None-Match: * to create.")
    {
        Errors = [ProblemError.Header("If-Match", "required", "This header is needed.")],
    });

    /// <summary>Whether the request only wants to create: <c>If-None-Match: *</c>.</summary>
    /// <exception cref="GatewayException">400 when If-None-Match is something else, or If-Match is there too.</exception>
    public static bool CreatesOnly(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count == 0)
        {
            return false;
        }

        return request.Headers.IfMatch.Count == 0 && Parse(request, HeaderNames.IfNoneMatch) is [var only] && only.Equals(EntityTagHeaderValue.Any)
            ? true
            : throw Invalid(HeaderNames.IfNoneMatch, "A replacement takes If-Match with a version, or If-None-Match with * alone to create.");
    }

    /// <summary>Whether a read's If-None-Match has the version (compared weakly), so that nothing need be sent.</summary>
    /// <exception cref="GatewayException">400 when the header is no list of entity tags.</exception>
    public static bool IsCurrent(HttpRequest request, string etag)
    {
        var given = request.Headers.IfNoneMatch;
        return given.Count > 0
            && Parse(request, HeaderNames.IfNoneMatch).Any(tag => tag.Equals(EntityTagHeaderValue.Any) || Unquote(tag) == etag);
    }

    private static IList<EntityTagHeaderValue> Parse(HttpRequest request, string header) =>
        EntityTagHeaderValue.TryParseStrictList([.. request.Headers[header].OfType<string>()], out var tags) && tags.Count > 0
            ? tags
            : throw Invalid(header, "This is * or a list of entity tags in double quotes.");

    private static string Unquote(EntityTagHeaderValue tag) => tag.Tag.Substring(1, tag.Tag.Length - 2);

    private static GatewayException Invalid(string header, string message) => new(new Problem(400, ProblemCodes.InvalidParameter, "A header has a wrong value.")
    {
        Errors = [ProblemError.Header(header, "wrong-type", message)],
    });
}
