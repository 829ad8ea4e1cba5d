namespace Virga.Gateway;

/// <summary>What is to be forgotten.</summary>
/// <param name="Tags">The tags of the answers (<see cref="CacheTagAttribute"/>).</param>
/// <param name="Paths">The paths of the answers, as clients ask for them, where they are known: for caches that know no tags. <c>/api/shelters/oslo/cats</c>.</param>
public sealed record CachePurge(IReadOnlyCollection<string> Tags, IReadOnlyCollection<string> Paths);
