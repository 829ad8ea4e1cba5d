namespace Virga.LocalHost;

/// <summary>Reads items from a Cosmos DB container before the function starts.</summary>
/// <param name="databaseName">The database, or <c>%setting%</c>.</param>
/// <param name="containerName">The container, or <c>%setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CosmosDBInputAttribute(string databaseName, string containerName) : InputBindingAttribute
{
    /// <summary>The container's database.</summary>
    public string DatabaseName { get; private set; } = databaseName;

    /// <summary>The container.</summary>
    public string ContainerName { get; private set; } = containerName;

    /// <summary>The app setting, or prefix of app settings, of the account.</summary>
    public string? Connection { get; set; }

    /// <summary>The item's id; may hold <c>{binding data}</c>.</summary>
    public string? Id { get; set; }

    /// <summary>The item's partition; may hold <c>{binding data}</c>.</summary>
    public string? PartitionKey { get; set; }

    /// <summary>A query instead of an id; may hold <c>{binding data}</c>.</summary>
    public string? SqlQuery { get; set; }
}
