namespace Virga.LocalHost;

/// <summary>What a change feed tells.</summary>
public enum CosmosDBChangeFeedMode
{
    /// <summary>The latest version of each item that was created or replaced.</summary>
    LatestVersion = 0,

    /// <summary>Every version, and deletes; the local host does not offer it.</summary>
    AllVersionsAndDeletes = 1,
}
