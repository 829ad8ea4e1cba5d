using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Writes on a function's answers how long they may be kept, and under which tags they are purged. Made once for each function.</summary>
internal sealed class CacheHeaders
{
    private readonly string? _cacheControl;
    private readonly string? _cdnCacheControl;
    private readonly string[] _vary;
    private readonly string[] _tags;
    private readonly CachingOptions _options;
    private readonly bool _server;

    public CacheHeaders(EndpointMetadataCollection metadata, CacheForAttribute? cache, IReadOnlyList<string> tags, CachingOptions options)
    {
        var isPublic = EndpointDemands.Of(metadata).IsPublic;
        _cacheControl = cache?.CacheControl(isPublic);
        _cdnCacheControl = isPublic ? cache?.CdnCacheControl : null;
        _vary = cache?.VaryByHeader ?? [];
        _tags = [.. tags];
        _options = options;
        _server = cache?.Server == true;
    }

    /// <summary>Sets the headers when the answer starts: only then is it known whether it may be kept.</summary>
    public RequestDelegate Stage(RequestDelegate next) => context =>
    {
        if (context.Request.IsRead())
        {
            // A cached answer brings the headers of the request it was made for; these are this one's.
            var own = _server ? context.Response.Headers.ToArray() : [];
            context.Response.OnStarting(() =>
            {
                Apply(context, own);
                return Task.CompletedTask;
            });
        }

        return next(context);
    };

    private void Apply(HttpContext context, KeyValuePair<string, StringValues>[] own)
    {
        var response = context.Response;
        if (_server)
        {
            Restore(context, own);
        }

        if (response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
        {
            return;
        }

        if (response.Headers.CacheControl.Count == 0 && _cacheControl is not null)
        {
            response.Headers.CacheControl = _cacheControl;
            if (_cdnCacheControl is not null)
            {
                response.Headers["CDN-Cache-Control"] = _cdnCacheControl;
            }
        }

        var varies = response.Headers.Vary.ToString();
        foreach (var header in _vary.Where(header => !varies.Contains(header, StringComparison.OrdinalIgnoreCase)))
        {
            response.Headers.Vary = StringValues.Concat(response.Headers.Vary, header);
        }

        if (_tags.Length > 0)
        {
            var tags = Array.ConvertAll(_tags, tag => CacheTags.Fill(tag, context.Request.RouteValues));
            response.Headers["Surrogate-Key"] = string.Join(' ', tags);
            response.Headers["Cache-Tag"] = string.Join(',', tags);
        }
    }

    /// <summary>Says what the server's cache did, and puts right what a kept answer brought of the request it was made for.</summary>
    private void Restore(HttpContext context, KeyValuePair<string, StringValues>[] own)
    {
        var (response, feature) = (context.Response, GatewayFeature.Of(context));
        foreach (var (name, value) in own)
        {
            if (!name.Equals(HeaderNames.Vary, StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = value;
            }
        }

        if (feature.CacheStatus is not { } status || feature.CachePolicy is not { } policy)
        {
            return;
        }

        var isHit = status == ServerCachePolicy.Hit && response.Headers.Age.Count > 0;
        feature.MayStore = policy.IsStorable(response);
        var forwarded = status == ServerCachePolicy.Hit ? "fwd=stale" : status;
        feature.CacheStatus = isHit ? status : feature.MayStore == true && status != ServerCachePolicy.Bypass ? forwarded + "; stored" : forwarded;
        response.Headers["Cache-Status"] = $"{_options.Name}; {feature.CacheStatus}";
    }
}
