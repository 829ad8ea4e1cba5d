namespace Virga.CosmosEmulator;

/// <summary>Tells that documents of a container were committed.</summary>
/// <param name="Database">The id of the database.</param>
/// <param name="Container">The id of the container.</param>
/// <param name="Lsn">The highest sequence number of the commit: a change feed read up to it has seen everything.</param>
public sealed record CosmosCommit(string Database, string Container, long Lsn);
