using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>HTTP methods as metrics and spans may carry them: a client may send any word, and a metric must not grow by each.</summary>
internal static class HttpMethodName
{
    public static string Known(string method) => HttpMethods.GetCanonicalizedValue(method) switch
    {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        "TRACE" => "TRACE",
        "CONNECT" => "CONNECT",
        _ => method.Equals("QUERY", StringComparison.OrdinalIgnoreCase) ? "QUERY" : "_OTHER",
    };
}
