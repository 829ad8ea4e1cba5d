using System.Collections.Immutable;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Says how the containers of the account differ from what the app's models want, field by field. Changes nothing.</summary>
public sealed class ContainerDrift
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FreshWhileDrifted = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Lazy<CosmosClient> _client;
    private readonly CosmosProvisioner? _provisioner;
    private readonly string _database;
    private readonly TimeProvider _time;
    private DateTimeOffset _lastAt;
    private volatile bool _differs;
    private Task<ImmutableArray<ContainerDifference>>? _last;

    /// <summary>The drift of the models of a catalog. With a provisioner, what it makes is waited for: containers are not missing while they are being made.</summary>
    public ContainerDrift(
        Lazy<CosmosClient> client, IOptions<CosmosOptions> options, SchemaCatalog? catalog = null, ContainerLayouts? layouts = null, TimeProvider? time = null, CosmosProvisioner? provisioner = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _provisioner = provisioner;
        _database = options.Value.Database;
        _time = time ?? TimeProvider.System;
        Wanted = ContainerDefinition.Of(layouts ?? ContainerLayouts.Default, catalog?.Schemas ?? []);
    }

    /// <summary>The containers the app's models want.</summary>
    public ImmutableArray<ContainerDefinition> Wanted { get; }

    /// <summary>Looks at every container; at most once in five minutes, or in ten seconds while they differ, and gives the answer before it otherwise.</summary>
    /// <exception cref="StoreException">The account refused or was not there.</exception>
    public Task<ImmutableArray<ContainerDifference>> CheckAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_last is null or { IsFaulted: true } or { IsCanceled: true } || _time.GetUtcNow() - _lastAt >= (_differs ? FreshWhileDrifted : Fresh))
            {
                (_lastAt, _last) = (_time.GetUtcNow(), CompareAsync());
            }

            return _last.WaitAsync(cancellationToken);
        }
    }

    private async Task<ImmutableArray<ContainerDifference>> CompareAsync()
    {
        if (_provisioner is not null)
        {
            // That it failed is told by whoever uses the store; what the containers are then is told here.
            await _provisioner.ReadyAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var limit = new CancellationTokenSource(Longest);
        var found = ImmutableArray.CreateBuilder<ContainerDifference>();
        foreach (var wanted in Wanted)
        {
            found.AddRange(ContainerComparison.Compare(wanted, await ReadAsync(wanted.Name, limit.Token).ConfigureAwait(false)));
        }

        _differs = found.Count > 0;
        return found.ToImmutable();
    }

    private async Task<ContainerDefinition?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            ContainerProperties properties = await _client.Value.GetContainer(_database, name).ReadContainerAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return ContainerMapping.ToDefinition(properties);
        }
        catch (CosmosException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception fault) when (CosmosErrors.Translate(fault, $"container '{name}'") is { } refusal)
        {
            throw refusal;
        }
    }
}
