using Virga.Documents;

namespace Unit.Documents;

internal sealed class WatchCats(SeenChanges seen) : IChangeHandler<Cat>
{
    public Task HandleAsync(Change<Cat> change, ChangeContext context, CancellationToken cancellationToken) => seen.AddAsync(change, context, cancellationToken);
}
