using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;

namespace Virga.LocalHost;

/// <summary>The HTTP request of an invocation in the worker's own shape, for middleware that does not take <c>HttpContext</c>.</summary>
public abstract class HttpRequestData
{
    private NameValueCollection? _query;

    /// <summary>Describes the request of an invocation.</summary>
    protected HttpRequestData(FunctionContext functionContext)
    {
        ArgumentNullException.ThrowIfNull(functionContext);
        FunctionContext = functionContext;
    }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The whole URL.</summary>
    public abstract Uri Url { get; }

    /// <summary>Who the caller is.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The method, in upper case.</summary>
    public abstract string Method { get; }

    /// <summary>The invocation.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>The query's values by name.</summary>
    public virtual NameValueCollection Query => _query ??= HttpUtility.ParseQueryString(Url.Query);
}
