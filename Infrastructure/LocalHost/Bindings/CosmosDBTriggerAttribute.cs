namespace Virga.LocalHost;

/// <summary>Starts the function with a batch of changed items from a Cosmos DB container: an <c>IReadOnlyList&lt;T&gt;</c>.</summary>
/// <remarks>The batch is checked off when the function has returned, also when it threw: without a retry attribute a failed batch is lost, as in Azure.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CosmosDBTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Watches a container.</summary>
    /// <param name="databaseName">The database, or <c>%setting%</c>.</param>
    /// <param name="containerName">The container, or <c>%setting%</c>.</param>
    /// <exception cref="ArgumentException">A name is missing.</exception>
    public CosmosDBTriggerAttribute(string databaseName, string containerName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databaseName);
        ArgumentException.ThrowIfNullOrWhiteSpace(containerName);
        DatabaseName = databaseName;
        ContainerName = containerName;
    }

    /// <summary>The watched container.</summary>
    public string ContainerName { get; private set; }

    /// <summary>The watched container's database.</summary>
    public string DatabaseName { get; private set; }

    /// <summary>The app setting, or prefix of app settings, of the account.</summary>
    public string? Connection { get; set; }

    /// <summary>The container that holds the leases.</summary>
    /// <value>Null for <c>leases</c>.</value>
    public string? LeaseContainerName { get; set; }

    /// <summary>The lease container's database.</summary>
    /// <value>Null for the watched container's.</value>
    public string? LeaseDatabaseName { get; set; }

    /// <summary>The app setting, or prefix of app settings, of the lease container's account.</summary>
    public string? LeaseConnection { get; set; }

    /// <summary>Whether a missing lease container is created.</summary>
    /// <value>False.</value>
    public bool CreateLeaseContainerIfNotExists { get; set; }

    /// <summary>The throughput of a lease container that is created, in request units a second; the local host ignores it.</summary>
    public int LeasesContainerThroughput { get; set; }

    /// <summary>Goes before the ids of the leases, so that several functions share a lease container.</summary>
    public string? LeaseContainerPrefix { get; set; }

    /// <summary>How long to wait, in milliseconds, before a drained feed is asked again.</summary>
    /// <value>0 for 5,000.</value>
    public int FeedPollDelay { get; set; }

    /// <summary>How often a lease is renewed, in milliseconds; the local host, alone on its leases, ignores it.</summary>
    public int LeaseRenewInterval { get; set; }

    /// <summary>How often leases are balanced, in milliseconds; the local host, alone on its leases, ignores it.</summary>
    public int LeaseAcquireInterval { get; set; }

    /// <summary>How long a lease is held, in milliseconds; the local host, alone on its leases, ignores it.</summary>
    public int LeaseExpirationInterval { get; set; }

    /// <summary>At most how many items an invocation gets.</summary>
    /// <value>0 for as many as a page of the feed holds.</value>
    public int MaxItemsPerInvocation { get; set; }

    /// <summary>Whether a function without a lease reads the feed from its beginning.</summary>
    /// <value>False: from now, so that earlier changes are never seen.</value>
    public bool StartFromBeginning { get; set; }

    /// <summary>A date and time in ISO 8601, UTC, from which a function without a lease reads the feed.</summary>
    public string? StartFromTime { get; set; }

    /// <summary>The account's regions in order of preference, with commas; the local host ignores it.</summary>
    public string? PreferredLocations { get; set; }

    /// <summary>What the feed tells.</summary>
    /// <value><see cref="CosmosDBChangeFeedMode.LatestVersion"/>; the other cannot start from the beginning or from a time.</value>
    public CosmosDBChangeFeedMode ChangeFeedMode { get; set; } = CosmosDBChangeFeedMode.LatestVersion;
}
