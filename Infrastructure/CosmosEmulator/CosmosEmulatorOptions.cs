namespace Virga.CosmosEmulator;

/// <summary>How an embedded Cosmos DB endpoint is opened.</summary>
public sealed class CosmosEmulatorOptions
{
    /// <summary>The key every Cosmos DB emulator accepts; not a secret.</summary>
    public const string WellKnownKey = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    /// <summary>The data source that keeps everything in memory.</summary>
    public const string InMemory = ":memory:";

    /// <summary>The path of the SQLite file, created with its directory when absent; or <see cref="InMemory"/>.</summary>
    /// <value>:memory:</value>
    public string DataSource { get; set; } = InMemory;

    /// <summary>The base64 account key that requests on a port must be signed with. Requests in process are not checked.</summary>
    /// <value><see cref="WellKnownKey"/></value>
    public string Key { get; set; } = WellKnownKey;

    /// <summary>Waits for the disk on every commit (SQLite's synchronous=FULL), so that acknowledged writes survive the loss of power too.</summary>
    /// <value>false: acknowledged writes survive the death of the process</value>
    public bool SynchronousFull { get; set; }

    /// <summary>How many documents queries look at in vain before the path they asked for gets an index; 0 indexes at once, <see cref="int.MaxValue"/> never.</summary>
    /// <value>10,000</value>
    internal int IndexAfter { get; set; } = 10_000;

    /// <summary>The clock behind <c>_ts</c>, time to live and the age of signatures.</summary>
    /// <value><see cref="TimeProvider.System"/></value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
