namespace Virga.Gateway;

/// <summary>Which headers configuration and attributes may set: none that belongs to the connection, to who asks, or to what the gateway itself answers (API Gateway's reserved headers).</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Length", "Content-Encoding", "Content-Range", "Date", "Expect", "Forwarded", "Via", "WWW-Authenticate", "X-Request-Id", "traceparent", "tracestate", "traceresponse",
    };

    /// <summary>Why a header cannot be set; null when it can.</summary>
    public static string? Fault(string header) =>
        header.Length == 0 || header.Any(character => !char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal)) ? "it is no header's name"
        : Reserved.Contains(header) || header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) ? "the gateway sets it itself"
        : null;
}
