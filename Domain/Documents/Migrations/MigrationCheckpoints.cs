using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Keeps how far a migration has come, so that a later run goes on: one record for a model and its version, gone when all is done. A dry run keeps none.</summary>
internal sealed class MigrationCheckpoints(IDocumentStore store, Schema schema, bool isDryRun) : IDisposable
{
    private const string Model = "_migration";

    private static readonly StorePartition Partition = StorePartition.Of("_migrations");

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly string _id = StoredId.Of(Model, $"{schema.Name}:{schema.Version}");

    public async Task<(MigrationReport Report, IReadOnlyDictionary<string, string> Positions)?> ReadAsync(CancellationToken cancellationToken)
    {
        if (isDryRun || await store.ReadAsync(Partition, _id, null, cancellationToken).ConfigureAwait(false) is not StoreReadResult.Found found)
        {
            return null;
        }

        using var json = JsonDocument.Parse(found.Document.Body);
        var record = json.RootElement;
        var report = new MigrationReport
        {
            Seen = record.GetProperty("seen").GetInt64(),
            Migrated = record.GetProperty("migrated").GetInt64(),
            Overtaken = record.GetProperty("overtaken").GetInt64(),
            Failed = record.GetProperty("failed").GetInt64(),
            RequestCharge = record.GetProperty("charge").GetDouble(),
        };
        return (report, record.GetProperty("positions").EnumerateArray().ToDictionary(entry => entry[0].GetString()!, entry => entry[1].GetString()!, StringComparer.Ordinal));
    }

    public async Task WriteAsync(MigrationTally tally, CancellationToken cancellationToken)
    {
        if (isDryRun)
        {
            return;
        }

        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var report = tally.Report(isComplete: false);
            var body = new JsonObject
            {
                [EnvelopeNames.Model] = Model,
                [EnvelopeNames.Key] = StoredId.KeyOf(_id),
                ["seen"] = report.Seen,
                ["migrated"] = report.Migrated,
                ["overtaken"] = report.Overtaken,
                ["failed"] = report.Failed,
                ["charge"] = report.RequestCharge,
                ["positions"] = new JsonArray([.. tally.Positions().Select(position => new JsonArray(position.Key, position.Value))]),
            };
            await store.WriteAsync(Partition, new StoreOperation.Upsert(_id, body), null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!isDryRun)
            {
                await store.WriteAsync(Partition, new StoreOperation.Delete(_id), null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DocumentNotFoundException)
        {
            // Everything was on one page, or another run has removed it.
        }
    }
}
