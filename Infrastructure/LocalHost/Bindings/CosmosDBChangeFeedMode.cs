namespace Virga.LocalHost;

/// <summary>What a change feed tells.</summary>
public enum CosmosDBChangeFeedMode
{
    /// <summary>The latest version of each item that was created or replaced.</summary>
    LatestVersion = 0,

    /// <summary>Every version and delete since the function's first start, each with <c>current</c>, <c>previous</c> and <c>metadata</c>.</summary>
    AllVersionsAndDeletes = 1,
}
