namespace Virga.CosmosEmulator;

/// <summary>What If-Match and If-None-Match ask of the stored version.</summary>
internal readonly record struct Preconditions(string? IfMatch, string? IfNoneMatch)
{
    public static Preconditions Of(WireRequest request) => new(request.Header(WireHeaders.IfMatch), request.Header(WireHeaders.IfNoneMatch));

    /// <summary>Whether a document that exists with this ETag may be written.</summary>
    public bool AllowWrite(string etag) => (IfMatch is null || Matches(IfMatch, etag)) && (IfNoneMatch is null || !Matches(IfNoneMatch, etag));

    /// <summary>Whether the reader has this version already.</summary>
    public bool IsNotModified(string etag) => IfNoneMatch is not null && Matches(IfNoneMatch, etag);

    private static bool Matches(string expected, string etag) =>
        expected == "*" || expected == etag || (expected.Length > 0 && expected[0] != '"' && etag.AsSpan(1, etag.Length - 2).SequenceEqual(expected));
}
