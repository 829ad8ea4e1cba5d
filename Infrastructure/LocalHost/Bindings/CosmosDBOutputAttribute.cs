namespace Virga.LocalHost;

/// <summary>Writes what the function returns into a Cosmos DB container.</summary>
/// <param name="databaseName">The database, or <c>%setting%</c>.</param>
/// <param name="containerName">The container, or <c>%setting%</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class CosmosDBOutputAttribute(string databaseName, string containerName) : OutputBindingAttribute
{
    /// <summary>The container's database.</summary>
    public string DatabaseName { get; private set; } = databaseName;

    /// <summary>The container.</summary>
    public string ContainerName { get; private set; } = containerName;

    /// <summary>The app setting, or prefix of app settings, of the account.</summary>
    public string? Connection { get; set; }

    /// <summary>Whether a missing database or container is created.</summary>
    /// <value>False.</value>
    public bool CreateIfNotExists { get; set; }

    /// <summary>The partition key path of a container that is created.</summary>
    public string? PartitionKey { get; set; }
}
