using System.Net.Http.Headers;

namespace Virga.LocalHost;

/// <summary>The headers of an HTTP request.</summary>
public sealed class HttpHeadersCollection : HttpHeaders
{
    internal HttpHeadersCollection()
    {
    }
}
