namespace Virga.Documents;

/// <summary>Does many writes with few requests: up to a hundred of one partition go together, several partitions at once.</summary>
/// <remarks>What a partition's writes go in is a transaction of the store. When it is refused for one of them, each of them is done alone, so that the others are written; when it is too large,
/// its halves are.</remarks>
internal sealed class BatchWriter(DocumentEngine engine)
{
    private double _charge;

    public double RequestCharge => Volatile.Read(ref _charge);

    /// <summary>Does the writes; one outcome for each, in order.</summary>
    public async Task<BatchOutcome[]> RunAsync(IReadOnlyList<BatchWrite> writes, CancellationToken cancellationToken)
    {
        var outcomes = new BatchOutcome[writes.Count];
        var chunks = Enumerable.Range(0, writes.Count)
            .GroupBy(index => writes[index].Partition)
            .SelectMany(partition => partition.Chunk(StoreLimits.OperationsPerTransaction));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = engine.Context.Options.WriteConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(chunks, parallel, async (chunk, token) => await ChunkAsync(writes, chunk, outcomes, token).ConfigureAwait(false)).ConfigureAwait(false);
        return outcomes;
    }

    private async Task ChunkAsync(IReadOnlyList<BatchWrite> writes, int[] chunk, BatchOutcome[] outcomes, CancellationToken cancellationToken)
    {
        if (chunk.Length == 1)
        {
            outcomes[chunk[0]] = await OneAsync(writes[chunk[0]], cancellationToken).ConfigureAwait(false);
            return;
        }

        var partition = new StorePartition(engine.Schema.Container, writes[chunk[0]].Partition);
        var transaction = new StoreTransaction(partition, [.. chunk.Select(index => writes[index].Operation)]);
        try
        {
            var result = await engine.Context.Retry.RunAsync(token => engine.Context.Store.TransactAsync(transaction, token), cancellationToken).ConfigureAwait(false);
            Add(result.RequestCharge);
            for (var place = 0; place < chunk.Length; place++)
            {
                outcomes[chunk[place]] = new BatchOutcome(result.ETags[place], null);
            }
        }
        catch (DocumentTooLargeException)
        {
            await ChunkAsync(writes, chunk[..(chunk.Length / 2)], outcomes, cancellationToken).ConfigureAwait(false);
            await ChunkAsync(writes, chunk[(chunk.Length / 2)..], outcomes, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException refusal) when (!refusal.IsTransient)
        {
            foreach (var index in chunk)
            {
                outcomes[index] = await OneAsync(writes[index], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreException refusal)
        {
            // The store cannot now, and has been asked often enough: so it is for all of them.
            foreach (var index in chunk)
            {
                outcomes[index] = new BatchOutcome("", refusal);
            }
        }
    }

    private async Task<BatchOutcome> OneAsync(BatchWrite write, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await engine.Context.Retry.RunAsync(
                token => engine.WriteAsync(write.Key, write.Partition, write.Operation, options: null, token), cancellationToken).ConfigureAwait(false);
            Add(stored?.RequestCharge ?? 0);
            return new BatchOutcome(stored?.ETag ?? "", null);
        }
        catch (StoreException refusal)
        {
            return new BatchOutcome("", refusal);
        }
    }

    private void Add(double charge)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _charge);
        }
        while (Interlocked.CompareExchange(ref _charge, seen + charge, seen) != seen);
    }
}
