namespace Virga.Gateway;

/// <summary>A cache of the app's answers that can be told to forget some: the server's own, a CDN.</summary>
public interface ICachePurger
{
    /// <summary>Whether it is told of every change at once, in the request that makes it; else only through the change feed, so that no client waits for it.</summary>
    bool IsLocal { get; }

    /// <summary>Forgets. To be told twice does no harm.</summary>
    Task PurgeAsync(CachePurge purge, CancellationToken cancellationToken);
}
