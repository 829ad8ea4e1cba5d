using System.Collections.Concurrent;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>What handlers were given, and what they do about it.</summary>
internal sealed class SeenChanges
{
    public ConcurrentQueue<Change<Cat>> Changes { get; } = [];

    public ConcurrentQueue<int> Batches { get; } = [];

    public Func<Change<Cat>, ChangeContext, CancellationToken, Task> OnChange { get; set; } = (_, _, _) => Task.CompletedTask;

    public IEnumerable<string?> Names => Changes.Select(change => change.Document?.Value.Name);

    public Task AddAsync(Change<Cat> change, ChangeContext context, CancellationToken cancellationToken)
    {
        Changes.Enqueue(change);
        return OnChange(change, context, cancellationToken);
    }
}
