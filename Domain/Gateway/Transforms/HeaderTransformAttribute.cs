using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Changes a header of the request before the function sees it, or of its answer (API Gateway's parameter mapping).</summary>
/// <remarks>Use <see cref="SetRequestHeaderAttribute"/>, <see cref="SetAnswerHeaderAttribute"/> or <see cref="RemoveAnswerHeaderAttribute"/>.</remarks>
public abstract class HeaderTransformAttribute : Attribute
{
    /// <summary>Headers that the gateway and HTTP need for themselves, as API Gateway reserves them.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.Connection, HeaderNames.ContentEncoding, HeaderNames.ContentLength, HeaderNames.ContentRange, HeaderNames.ContentType, HeaderNames.Host, HeaderNames.KeepAlive,
        HeaderNames.ProxyAuthenticate, HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, RequestIdMiddleware.Header,
    };

    private protected HeaderTransformAttribute(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (s_reserved.Contains(name) || name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw new ArgumentException($"The header '{name}' is reserved, or is no name of a header.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>Whether the request is changed, and not the answer.</summary>
    internal abstract bool IsOfRequest { get; }

    /// <summary>Changes the headers.</summary>
    internal abstract void Apply(HttpContext context, IHeaderDictionary headers);

    /// <summary>The stage of a function's changes, in the order they stand.</summary>
    internal static RequestDelegate Stage(IReadOnlyList<HeaderTransformAttribute> transforms, RequestDelegate next)
    {
        HeaderTransformAttribute[] before = [.. transforms.Where(transform => transform.IsOfRequest)];
        HeaderTransformAttribute[] after = [.. transforms.Where(transform => !transform.IsOfRequest)];
        return context =>
        {
            foreach (var transform in before)
            {
                transform.Apply(context, context.Request.Headers);
            }

            if (after.Length > 0)
            {
                context.Response.OnStarting(() =>
                {
                    foreach (var transform in after)
                    {
                        transform.Apply(context, context.Response.Headers);
                    }

                    return Task.CompletedTask;
                });
            }

            return next(context);
        };
    }

    /// <summary>A value with route parameters in braces, of which nothing can become a second header.</summary>
    private protected static string Fill(HttpContext context, string value) => CacheTags.Fill(value, context.Request.RouteValues);
}
