namespace Virga.Documents;

/// <summary>Batches and reads of many of one model.</summary>
internal sealed class RepositoryBatches<T>(Repository<T> repository)
{
    private const int KeysPerRead = 1000;

    private DocumentEngine Engine => repository.Engine;

    private Schema<T> Schema => repository.Schema;

    /// <exception cref="ValidationException">Some documents are not valid; it has the faults of all, under their numbers. Nothing was sent.</exception>
    public async Task<BatchResult<T>> SaveAsync(IReadOnlyList<T> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (writes, items) = Prepare(values);
        var writer = new BatchWriter(Engine);
        var outcomes = await writer.RunAsync(writes, cancellationToken).ConfigureAwait(false);
        var results = outcomes.Select((outcome, index) => new BatchItem<T>(items[index].Key)
        {
            Item = outcome.Error is null ? items[index] with { ETag = outcome.ETag } : null,
            Error = outcome.Error,
        });
        return new BatchResult<T>([.. results], writer.RequestCharge);
    }

    public async Task<BatchResult<T>> DeleteAsync(IReadOnlyList<DocumentKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var writes = new List<BatchWrite>(keys.Count);
        foreach (var key in keys.Distinct())
        {
            if (SchemaKeys.StoredIdOf(Schema, key, out var partition) is { } id)
            {
                writes.Add(new BatchWrite(key, partition, new StoreOperation.Delete(id)));
            }
        }

        var writer = new BatchWriter(Engine);
        var outcomes = await writer.RunAsync(writes, cancellationToken).ConfigureAwait(false);
        var byKey = writes.Zip(outcomes).ToDictionary(pair => pair.First.Key, pair => pair.Second);
        var results = keys.Select(key => byKey.TryGetValue(key, out var outcome) && outcome.Error is not DocumentNotFoundException
            ? new BatchItem<T>(key) { Error = outcome.Error }
            : new BatchItem<T>(key) { WasMissing = true });
        return new BatchResult<T>([.. results], writer.RequestCharge);
    }

    public async Task<ManyResult<T>> GetAsync(IReadOnlyList<DocumentKey> keys, ReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var asked = new Dictionary<StoreKey, int>();
        var places = new int[keys.Count];
        for (var index = 0; index < places.Length; index++)
        {
            places[index] = SchemaKeys.StoredIdOf(Schema, keys[index], out var partition) is { } id ? PlaceOf(asked, new StoreKey(partition, id)) : -1;
        }

        var (found, charge) = await ReadAsync([.. asked.Keys], options, cancellationToken).ConfigureAwait(false);
        var items = found.Select(document => document is null ? null : repository.Reader.ReadItem(document)).ToArray();
        return new ManyResult<T>(
            [.. places.Select(place => place < 0 ? null : items[place]).OfType<Item<T>>()],
            [.. keys.Where((_, index) => places[index] < 0 || items[places[index]] is null).Distinct()],
            charge);
    }

    private static int PlaceOf(Dictionary<StoreKey, int> asked, StoreKey key)
    {
        if (!asked.TryGetValue(key, out var place))
        {
            asked[key] = place = asked.Count;
        }

        return place;
    }

    private async Task<(StoredDocument?[] Found, double Charge)> ReadAsync(StoreKey[] keys, ReadOptions? options, CancellationToken cancellationToken)
    {
        if (keys is [var only])
        {
            var read = await Engine.Context.Store.ReadAsync(new StorePartition(Schema.Container, only.Partition), only.Id, DocumentEngine.ReadOptionsOf(options), cancellationToken).ConfigureAwait(false);
            var document = (read as StoreReadResult.Found)?.Document;
            return ([document], document?.RequestCharge ?? 0);
        }

        var found = new StoredDocument?[keys.Length];
        var charge = 0d;
        for (var start = 0; start < keys.Length; start += KeysPerRead)
        {
            var chunk = keys[start..Math.Min(start + KeysPerRead, keys.Length)];
            var many = await Engine.Context.Store.ReadManyAsync(Schema.Container, chunk, DocumentEngine.ReadOptionsOf(options), cancellationToken).ConfigureAwait(false);
            for (var place = 0; place < chunk.Length; place++)
            {
                found[start + place] = many.Documents[place];
            }

            charge += many.RequestCharge;
        }

        return (found, charge);
    }

    private (List<BatchWrite> Writes, List<Item<T>> Items) Prepare(IReadOnlyList<T> values)
    {
        var writes = new List<BatchWrite>(values.Count);
        var items = new List<Item<T>>(values.Count);
        var scope = new FaultScope();
        for (var index = 0; index < values.Count; index++)
        {
            scope.Operation = index;
            var document = repository.ToJson(values[index]);
            var target = WriteTarget.FromDocument with { CreatedAt = repository.CreatedAtOf(document) };
            if (Engine.Pipeline.Prepare(document, target, Engine.Context.Now(), scope) is { } prepared)
            {
                items.Add(DocumentEngine.ItemOf(prepared, repository.ToValue));
                var operation = new StoreOperation.Upsert(prepared.StoredId, prepared.TakeBody()) { TimeToLive = Schema.TimeToLive };
                writes.Add(new BatchWrite(prepared.Key, prepared.Key.Partition, operation));
            }
        }

        scope.ThrowIfAny(Schema.Name);
        return (writes, items);
    }
}
