namespace Virga.Gateway;

/// <summary>Tells all caches to forget answers: <c>await purges.PurgeAsync(["prices-no"])</c>.</summary>
public sealed class CachePurges
{
    private readonly ICachePurger[] _purgers;

    internal CachePurges(IEnumerable<ICachePurger> purgers) => _purgers = [.. purgers];

    /// <summary>Forgets the answers with these tags in all caches, and those at these paths in caches that know no tags.</summary>
    /// <exception cref="Exception">A cache could not be told; the others were.</exception>
    public Task PurgeAsync(IReadOnlyCollection<string> tags, IReadOnlyCollection<string>? paths = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return Task.WhenAll(_purgers.Select(purger => purger.PurgeAsync(new CachePurge(tags, paths ?? []), cancellationToken)));
    }

    /// <summary>Forgets at once where nobody waits for it.</summary>
    internal async Task PurgeLocalAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        foreach (var purger in _purgers)
        {
            if (purger.IsLocal)
            {
                await purger.PurgeAsync(new CachePurge(tags, []), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
