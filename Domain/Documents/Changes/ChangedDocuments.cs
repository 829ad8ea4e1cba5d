using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Reads changed documents again, where the host does not hand on what is stored.</summary>
internal sealed class ChangedDocuments(ChangeCatalog catalog, IDocumentStore store, IOptions<ChangesOptions> options)
{
    /// <summary>The changes with their documents as they are stored. What the feed said is kept of a document that is gone, or that a replica does not have yet: a change is never lost.</summary>
    public async Task<IReadOnlyList<FeedDocument>> ReadAgainAsync(IReadOnlyList<FeedDocument> changes, CancellationToken cancellationToken)
    {
        if (!options.Value.ReadAgain)
        {
            return changes;
        }

        // The feed of all versions tells of documents that no read finds any more.
        var wanted = Enumerable.Range(0, changes.Count).Where(index => changes[index].Kind == ChangeKind.Written && !catalog.Of(changes[index].Model).IsEmpty);
        var read = changes.ToArray();
        foreach (var container in wanted.ToLookup(index => catalog.Of(changes[index].Model)[0].Schema.Container, StringComparer.Ordinal))
        {
            var places = container.ToList();
            var many = await store.ReadManyAsync(container.Key, [.. places.Select(index => new StoreKey(changes[index].Partition, changes[index].Id))], null, cancellationToken).ConfigureAwait(false);
            foreach (var (index, document) in places.Zip(many.Documents))
            {
                read[index] = document is null ? changes[index] : changes[index].As(document);
            }
        }

        return read;
    }
}
