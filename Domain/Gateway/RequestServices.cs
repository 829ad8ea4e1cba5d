using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Registers what requests and answers need.</summary>
internal static class RequestServices
{
    public static void AddGatewayRequests(this IServiceCollection services)
    {
        services.AddChecked<IdempotencyOptions, IdempotencyOptionsValidator>(IdempotencyOptions.Section);
        services.AddChecked<GatewayResponsesOptions, GatewayResponsesOptionsValidator>(GatewayResponsesOptions.Section);
        services.TryAddSingleton<GatewayResponses>();
        services.AddChecked<CompressionOptions, CompressionOptionsValidator>(CompressionOptions.Section);
        services.TryAddSingleton<IResponseCompressionProvider, GatewayCompressionProvider>();
        services.AddResponseCompression(compression =>
        {
            // Tokens travel in headers and answers repeat nothing of the request beside them, which is what BREACH needs.
            compression.EnableForHttps = true;
            compression.MimeTypes = ResponseCompressionDefaults.MimeTypes.Concat(["application/problem+json", "application/x-ndjson", "image/svg+xml"]);
        });
        services.AddRequestDecompression();
        services.AddChecked<CachingOptions, CachingOptionsValidator>(CachingOptions.Section);
        services.AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<IOptions<CachingOptions>>((cache, caching) =>
        {
            cache.UseCaseSensitivePaths = true;
            cache.SizeLimit = caching.Value.MaximumBytes;
            cache.MaximumBodySize = caching.Value.MaximumAnswerBytes;
            cache.AddBasePolicy(new GatewayCachePolicy());
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICachePurger, ServerCachePurger>());
        services.TryAddSingleton(provider => new CachePurges(provider.GetServices<ICachePurger>()));
    }
}
