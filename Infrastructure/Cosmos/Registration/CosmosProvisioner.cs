using System.Collections.Immutable;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Makes the database and its containers where that is wanted, and changes those that exist to what the models want, once, before the first request.</summary>
/// <remarks>Containers: <c>documents</c> (partition path <c>/_pk</c>, expiry on), those that models name, and <c>leases</c> (<c>/id</c>) for change feed triggers.</remarks>
public sealed class CosmosProvisioner
{
    /// <summary>The container of change feed leases.</summary>
    public const string LeaseContainer = "leases";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Lazy<CosmosClient> _client;
    private readonly CosmosOptions _options;
    private readonly ImmutableArray<ContainerDefinition> _definitions;
    private readonly ILogger _logger;
    private Task? _ready;

    /// <summary>A provisioner for the client's account.</summary>
    public CosmosProvisioner(
        Lazy<CosmosClient> client, IOptions<CosmosOptions> options, ContainerLayouts? layouts = null, SchemaCatalog? catalog = null, ILogger<CosmosProvisioner>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _definitions = ContainerDefinition.Of(layouts ?? ContainerLayouts.Default, catalog?.Schemas ?? []);
        _options = options.Value;
        _logger = logger ?? NullLogger<CosmosProvisioner>.Instance;
        _ready = _options.CreateIfNotExists ? null : Task.CompletedTask;
    }

    /// <summary>Completes when database and containers are there and as the models want them, or fails within a minute. A failed attempt is made anew by the next caller.</summary>
    /// <exception cref="ContainerMismatchException">A container exists and can never become what the models want.</exception>
    /// <exception cref="StoreException">The account refused or was not there.</exception>
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
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            Database database = await _client.Value.CreateDatabaseIfNotExistsAsync(_options.Database, cancellationToken: limit.Token).ConfigureAwait(false);
            var impossible = ImmutableArray.CreateBuilder<ContainerDifference>();
            foreach (var definition in _definitions)
            {
                impossible.AddRange(await EnsureAsync(database, definition, limit.Token).ConfigureAwait(false));
            }

            await database.CreateContainerIfNotExistsAsync(new ContainerProperties(LeaseContainer, "/id") { PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2 }, cancellationToken: limit.Token).ConfigureAwait(false);
            if (impossible.Count > 0)
            {
                throw new ContainerMismatchException(impossible.ToImmutable());
            }
        }
        catch (Exception fault) when (CosmosErrors.Translate(fault, "the containers") is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Makes a container, or changes what can change of one that exists.</summary>
    /// <returns>What cannot be changed.</returns>
    private async Task<IEnumerable<ContainerDifference>> EnsureAsync(Database database, ContainerDefinition definition, CancellationToken cancellationToken)
    {
        var container = database.GetContainer(definition.Name);
        ContainerProperties existing;
        try
        {
            existing = await container.ReadContainerAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (CosmosException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            existing = await database.CreateContainerIfNotExistsAsync(ContainerMapping.ToProperties(definition), Throughput(), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var differences = ContainerComparison.Compare(definition, ContainerMapping.ToDefinition(existing));
        var changed = differences.Where(difference => difference.CanChange).ToList();
        if (changed.Count == differences.Length && changed.Count > 0)
        {
            ContainerMapping.Change(existing, definition);
            await container.ReplaceContainerAsync(existing, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var difference in changed)
            {
                Log.ContainerChanged(_logger, difference);
            }
        }

        return differences.Where(difference => !difference.CanChange);
    }

    private ThroughputProperties? Throughput() => _options switch
    {
        { AutoscaleMaxThroughput: { } most } => ThroughputProperties.CreateAutoscaleThroughput(most),
        { Throughput: { } manual } => ThroughputProperties.CreateManualThroughput(manual),
        _ => null,
    };
}
