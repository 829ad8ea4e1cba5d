using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Makes the database and its containers where that is wanted, once, before the first request.</summary>
/// <remarks>Containers: <c>documents</c> (partition path <c>/_pk</c>, expiry on), those that models name, and <c>leases</c> (<c>/id</c>) for change feed triggers.</remarks>
public sealed class CosmosProvisioner
{
    /// <summary>The container of change feed leases.</summary>
    public const string LeaseContainer = "leases";

    private readonly Lock _lock = new();
    private readonly CosmosClient _client;
    private readonly CosmosOptions _options;
    private readonly ContainerLayouts _layouts;
    private Task? _ready;

    /// <summary>A provisioner for the client's account.</summary>
    public CosmosProvisioner(CosmosClient client, IOptions<CosmosOptions> options, ContainerLayouts? layouts = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _layouts = layouts ?? ContainerLayouts.Default;
        _options = options.Value;
        _ready = _options.CreateIfNotExists ? null : Task.CompletedTask;
    }

    /// <summary>Completes when database and containers are there. A failed attempt is made anew by the next caller.</summary>
    public Task ReadyAsync()
    {
        var ready = _ready;
        return ready is { IsCompletedSuccessfully: true } ? ready : StartAsync();
    }

    private Task StartAsync()
    {
        lock (_lock)
        {
            return _ready is null or { IsFaulted: true } or { IsCanceled: true } ? _ready = CreateAsync() : _ready;
        }
    }

    private async Task CreateAsync()
    {
        try
        {
            Database database = await _client.CreateDatabaseIfNotExistsAsync(_options.Database).ConfigureAwait(false);
            foreach (var layout in _layouts.All)
            {
                await database.CreateContainerIfNotExistsAsync(PropertiesOf(layout)).ConfigureAwait(false);
            }

            await database.CreateContainerIfNotExistsAsync(new ContainerProperties(LeaseContainer, "/id")).ConfigureAwait(false);
        }
        catch (Exception fault) when (CosmosErrors.Translate(fault, "the containers") is { } refusal)
        {
            throw refusal;
        }
    }

    private static ContainerProperties PropertiesOf(ContainerLayout layout)
    {
        var properties = new ContainerProperties(layout.Name, [.. layout.PartitionPaths]) { DefaultTimeToLive = -1 };
        foreach (var key in layout.UniqueKeys)
        {
            properties.UniqueKeyPolicy.UniqueKeys.Add(new Microsoft.Azure.Cosmos.UniqueKey { Paths = { key.ToString() } });
        }

        return properties;
    }
}
