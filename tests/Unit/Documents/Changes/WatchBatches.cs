using Virga.Documents;

namespace Unit.Documents;

internal sealed class WatchBatches(SeenChanges seen) : IChangeBatchHandler<Cat>
{
    public async Task HandleAsync(IReadOnlyList<ChangeDelivery<Cat>> changes, CancellationToken cancellationToken)
    {
        seen.Batches.Enqueue(changes.Count);
        foreach (var (change, context) in changes)
        {
            await seen.AddAsync(change, context, cancellationToken);
        }
    }
}
