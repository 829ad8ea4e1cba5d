using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Virga.LocalHost;

/// <summary>A view of an ASP.NET Core request.</summary>
internal sealed class LocalHttpRequestData(FunctionContext functionContext, HttpRequest request) : HttpRequestData(functionContext)
{
    private HttpHeadersCollection? _headers;

    public override Stream Body => request.Body;

    public override HttpHeadersCollection Headers => _headers ??= Copy(request.Headers);

    public override Uri Url { get; } = new(request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => request.HttpContext.User.Identities;

    public override string Method => request.Method;

    private static HttpHeadersCollection Copy(IHeaderDictionary headers)
    {
        var copy = new HttpHeadersCollection();
        foreach (var header in headers)
        {
            copy.TryAddWithoutValidation(header.Key, (IEnumerable<string?>)header.Value);
        }

        return copy;
    }
}
