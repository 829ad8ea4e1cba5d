using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>What the server's cache keeps of one function, and under which key.</summary>
/// <param name="cache">What the function says.</param>
/// <param name="tags">Templates of its tags.</param>
/// <param name="headers">Request headers its parameters are read from.</param>
/// <param name="options">The cache's options.</param>
/// <param name="compression">Says how answers are compressed; null when they are not.</param>
internal sealed class ServerCachePolicy(
    CacheForAttribute cache, IReadOnlyList<string> tags, IReadOnlyList<string> headers, CachingOptions options, GatewayCompressionProvider? compression) : IOutputCachePolicy
{
    public const string Hit = "hit";
    public const string Bypass = "fwd=bypass";

    private readonly StringValues _headers = new([.. cache.VaryByHeader.Concat(headers).Append(HeaderNames.Accept).Append(ApiVersionReader.Name).Distinct(StringComparer.OrdinalIgnoreCase)]);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var feature = GatewayFeature.Of(context.HttpContext);
        var usable = request.IsRead() && request.Headers.Range.Count == 0 && KnowsQuery(request);
        var refresh = usable && AsksPast(request);
        context.EnableOutputCaching = usable;
        context.AllowCacheLookup = usable && !refresh;
        context.AllowCacheStorage = usable;
        context.AllowLocking = usable;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(cache.Seconds);
        feature.CacheStatus = !usable ? Bypass : refresh ? "fwd=request" : "fwd=miss";
        if (usable)
        {
            Key(context, request);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        GatewayFeature.Of(context.HttpContext).CacheStatus = Hit;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // When the answer has started, the headers are no longer only the function's.
        context.AllowCacheStorage &= GatewayFeature.Of(context.HttpContext).MayStore ?? IsStorable(context.HttpContext.Response);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the function's answer may be kept.</summary>
    public bool IsStorable(HttpResponse response)
    {
        var own = response.Headers.CacheControl.ToString();
        return response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0
            && (response.ContentLength ?? 0) <= options.MaximumAnswerBytes
            && !own.Contains("no-store", StringComparison.OrdinalIgnoreCase) && !own.Contains("private", StringComparison.OrdinalIgnoreCase)
            && !response.Headers.Vary.ToString().Contains('*', StringComparison.Ordinal);
    }

    private void Key(OutputCacheContext context, HttpRequest request)
    {
        var rules = context.CacheVaryByRules;
        rules.HeaderNames = _headers;
        rules.QueryKeys = StringValues.Empty;

        // As it was sent: OutputCache's own key sorts repeated values, and what a function makes of them may depend on their order.
        rules.VaryByValues["query"] = cache.VaryByQuery.Length == 0
            ? request.QueryString.Value ?? ""
            : string.Join('&', cache.VaryByQuery.Select(name => $"{name}={string.Join(',', request.Query[name].Select(value => Uri.EscapeDataString(value ?? "")))}"));
        if (compression?.EncodingFor(context.HttpContext) is { } encoding)
        {
            rules.VaryByValues["encoding"] = encoding;
        }

        if (Caller.RightsOf(context.HttpContext) is { Length: > 0 } asker)
        {
            rules.VaryByValues["asker"] = asker;
        }

        foreach (var tag in tags)
        {
            context.Tags.Add(CacheTags.Fill(tag, request.RouteValues));
        }
    }

    private bool KnowsQuery(HttpRequest request) =>
        cache.VaryByQuery.Length == 0 || request.Query.Keys.All(name => cache.VaryByQuery.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a client that may asks for a new answer.</summary>
    private bool AsksPast(HttpRequest request) =>
        request.Headers.CacheControl.Count > 0
        && CacheControlHeaderValue.TryParse(request.Headers.CacheControl.ToString(), out var asked)
        && (asked.NoCache || asked.NoStore || asked.MaxAge == TimeSpan.Zero)
        && request.HttpContext.User.Identity?.IsAuthenticated == true && ScopeAuthorizationHandler.HasOneOf(request.HttpContext.User, [options.InvalidationScope]);
}
