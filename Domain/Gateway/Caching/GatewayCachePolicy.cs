using Microsoft.AspNetCore.OutputCaching;

namespace Virga.Gateway;

/// <summary>Brings a function's own policy to ASP.NET Core's OutputCache, which otherwise knows policies of the app and of attributes only.</summary>
internal sealed class GatewayCachePolicy : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => PolicyOf(context)?.CacheRequestAsync(context, cancellation) ?? default;

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => PolicyOf(context)?.ServeFromCacheAsync(context, cancellation) ?? default;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => PolicyOf(context)?.ServeResponseAsync(context, cancellation) ?? default;

    private static ServerCachePolicy? PolicyOf(OutputCacheContext context) => context.HttpContext.Features.Get<GatewayFeature>()?.CachePolicy;
}
