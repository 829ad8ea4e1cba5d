using Microsoft.AspNetCore.OutputCaching;

namespace Virga.Gateway;

/// <summary>Purges the server's own cache: this instance's, or all instances' where a shared <see cref="IOutputCacheStore"/> is registered.</summary>
internal sealed class ServerCachePurger(IOutputCacheStore store) : ICachePurger
{
    public bool IsLocal => true;

    public async Task PurgeAsync(CachePurge purge, CancellationToken cancellationToken)
    {
        foreach (var tag in purge.Tags)
        {
            await store.EvictByTagAsync(tag, cancellationToken).ConfigureAwait(false);
        }
    }
}
