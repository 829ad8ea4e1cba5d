using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>Makes what caching asks of one function, from its attributes.</summary>
internal static class CachingStages
{
    /// <summary>The stages before <paramref name="next"/>: the same when the function says nothing of caches.</summary>
    public static RequestDelegate Build(IServiceProvider services, Endpoint endpoint, RequestDelegate next)
    {
        var metadata = endpoint.Metadata;
        var cache = metadata.GetMetadata<CacheForAttribute>();
        var templates = metadata.GetOrderedMetadata<CacheTagAttribute>().Select(tag => tag.Templates(services)).ToList();
        if (cache is null && templates.Count == 0)
        {
            return next;
        }

        var options = services.GetRequiredService<IOptions<CachingOptions>>().Value;
        string[] own = [.. templates.SelectMany(tags => tags.Own).Distinct()];
        if (templates.Count > 0)
        {
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
            next = new PurgeStage(next, [.. own, .. templates.SelectMany(tags => tags.Wider).Distinct()], services.GetRequiredService<CachePurges>(), logger).InvokeAsync;
        }

        if (cache is { Server: true })
        {
            next = Server(services, new ServerCachePolicy(cache, own, [.. HeaderParameters(metadata)], options, CompressionStage.ProviderOf(services)), next);
        }

        return new CacheHeaders(metadata, cache, own, options).Stage(next);
    }

    private static RequestDelegate Server(IServiceProvider services, ServerCachePolicy policy, RequestDelegate next)
    {
        var app = new ApplicationBuilder(services);
        app.UseOutputCache();
        app.Run(next);
        var cached = app.Build();
        return context =>
        {
            GatewayFeature.Of(context).CachePolicy = policy;
            return cached(context);
        };
    }

    private static IEnumerable<string> HeaderParameters(EndpointMetadataCollection metadata) =>
        metadata.GetOrderedMetadata<ParameterAttribute>().Where(parameter => parameter.Location == ParameterLocation.Header).Select(parameter => parameter.Name);
}
