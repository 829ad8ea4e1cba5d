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
        if (Schema.NeedsPrevious)
        {
            return await SaveEachAsync(values, cancellationToken).ConfigureAwait(false);
        }

        var (writes, items, after) = await PrepareAsync(values, cancellationToken).ConfigureAwait(false);
        var writer = new BatchWriter(Engine);
        var outcomes = await writer.RunAsync(writes, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < after.Count; index++)
        {
            if (outcomes[index].Error is null)
            {
                await after[index](cancellationToken).ConfigureAwait(false);
            }
        }

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
                await Schema.BeforeDeleteAsync(key, cancellationToken).ConfigureAwait(false);
                writes.Add(new BatchWrite(key, partition, new StoreOperation.Delete(id)));
            }
        }

        var writer = new BatchWriter(Engine);
        var outcomes = await writer.RunAsync(writes, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < outcomes.Length; index++)
        {
            if (outcomes[index].Error is null)
            {
                await Schema.AfterDeleteAsync(writes[index].Key, cancellationToken).ConfigureAwait(false);
            }
        }

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
        var items = found.Select(document => document is null || (options is not { IncludeExpired: true } && Engine.IsExpired(document)) ? null : repository.Reader.ReadItem(document)).ToArray();
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

    private async Task<(List<BatchWrite> Writes, List<Item<T>> Items, List<Func<CancellationToken, ValueTask>> After)> PrepareAsync(IReadOnlyList<T> values, CancellationToken cancellationToken)
    {
        var writes = new List<BatchWrite>(values.Count);
        var items = new List<Item<T>>(values.Count);
        var after = new List<Func<CancellationToken, ValueTask>>();
        var scope = new FaultScope();
        for (var index = 0; index < values.Count; index++)
        {
            scope.Operation = index;
            var document = repository.ToJson(values[index]);
            var target = WriteTarget.FromDocument with { CreatedAt = repository.CreatedAtOf(document), Kind = WriteKind.Save };
            if (await Engine.Pipeline.PrepareAsync(document, target, Engine.Context.Now(), scope, cancellationToken).ConfigureAwait(false) is not { } prepared)
            {
                continue;
            }

            items.Add(DocumentEngine.ItemOf(prepared, repository.ToValue));
            if (DocumentEngine.AfterWrite(prepared) is { } hook)
            {
                after.Add(hook);
            }

            var life = prepared.TimeToLive;
            var operation = new StoreOperation.Upsert(prepared.StoredId, prepared.TakeBody()) { TimeToLive = life };
            writes.Add(new BatchWrite(prepared.Key, prepared.Key.Partition, operation));
        }

        scope.ThrowIfAny(Schema.Name);
        return (writes, items, after);
    }

    /// <summary>For models whose writes depend on the stored document: each is read and written alone.</summary>
    private async Task<BatchResult<T>> SaveEachAsync(IReadOnlyList<T> values, CancellationToken cancellationToken)
    {
        var results = new BatchItem<T>[values.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Engine.Context.Options.WriteConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, values.Count, parallel, async (index, token) =>
        {
            try
            {
                var item = await repository.SaveAsync(values[index], cancellationToken: token).ConfigureAwait(false);
                results[index] = new BatchItem<T>(item.Key) { Item = item };
            }
            catch (StoreException refusal)
            {
                SchemaKeys.TryRead(Schema, repository.ToJson(values[index]), out var key);
                results[index] = new BatchItem<T>(key) { Error = refusal };
            }
        }).ConfigureAwait(false);
        return new BatchResult<T>(results, results.Sum(result => result.Item?.RequestCharge ?? 0));
    }
}
