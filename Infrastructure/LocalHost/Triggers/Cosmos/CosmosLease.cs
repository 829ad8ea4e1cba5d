using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Virga.Cosmos;

namespace Virga.LocalHost;

/// <summary>How far a function has read its container's change feed: one document in the lease container.</summary>
internal sealed class CosmosLease
{
    private readonly CosmosClient _client;
    private readonly CosmosDBTriggerAttribute _trigger;
    private readonly string _leaseDatabase;
    private readonly string _leaseContainer;
    private readonly string _id;
    private readonly CosmosProvisioner? _provisioner;

    public CosmosLease(CosmosClient client, CosmosDBTriggerAttribute trigger, SettingNames names, CosmosProvisioner? provisioner)
    {
        _client = client;
        _provisioner = provisioner;
        _trigger = trigger;
        var database = names.Resolve(trigger.DatabaseName);
        var container = names.Resolve(trigger.ContainerName);
        _leaseDatabase = names.Resolve(trigger.LeaseDatabaseName ?? database);
        _leaseContainer = names.Resolve(trigger.LeaseContainerName ?? "leases");
        Monitored = client.GetContainer(database, container);
        _id = $"{names.Resolve(trigger.LeaseContainerPrefix ?? "")}virga..{database}..{container}{(trigger.ChangeFeedMode == CosmosDBChangeFeedMode.AllVersionsAndDeletes ? "..versions" : "")}";
    }

    /// <summary>The watched container.</summary>
    public Container Monitored { get; }

    private Container Leases => _client.GetContainer(_leaseDatabase, _leaseContainer);

    /// <summary>Where to read on: after what was checked off, or where the function's attribute says to begin; null for "from now on".</summary>
    public async Task<ChangeFeedStartFrom?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_provisioner is not null)
        {
            await _provisioner.ReadyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_trigger.CreateLeaseContainerIfNotExists)
        {
            Database database = await _client.CreateDatabaseIfNotExistsAsync(_leaseDatabase, cancellationToken: cancellationToken).ConfigureAwait(false);
            await database.CreateContainerIfNotExistsAsync(new ContainerProperties(_leaseContainer, "/id") { PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2 }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        using var response = await Leases.ReadItemStreamAsync(_id, new PartitionKey(_id), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound && response.Headers["x-ms-substatus"] is null or "0" or "")
        {
            return _trigger.StartFromBeginning ? ChangeFeedStartFrom.Beginning()
                : _trigger.StartFromTime is { } text && CosmosTrigger.TryParseTime(text, out var from) ? ChangeFeedStartFrom.Time(from.UtcDateTime)
                : null;
        }

        response.EnsureSuccessStatusCode();
        using var lease = await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken).ConfigureAwait(false);
        return ChangeFeedStartFrom.ContinuationToken(lease.RootElement.GetProperty("continuation").GetString());
    }

    /// <summary>Checks off everything before a continuation.</summary>
    public async Task WriteAsync(string continuation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["id"] = _id,
            ["continuation"] = continuation,
            ["updated"] = now.ToString("O", CultureInfo.InvariantCulture),
        }));
        using var response = await Leases.UpsertItemStreamAsync(body, new PartitionKey(_id), cancellationToken: cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}
