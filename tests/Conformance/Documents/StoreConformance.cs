using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What the suites of document stores share: a partition of its own for every test, and short words for what a store does.</summary>
public abstract class StoreConformance
{
    protected StoreConformance(StoreHarness harness)
    {
        Harness = harness;
        Partition = harness.NewPartition();
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected StoreHarness Harness { get; }

    protected StorePartition Partition { get; }

    protected IDocumentStore Store => Harness.Store;

    protected static JsonObject Body(params ReadOnlySpan<(string Name, JsonNode? Value)> attributes) => StoreHarness.Body(attributes);

    protected static string Id(string key) => StoredId.Of("cat", key);

    protected static Condition Is(string name, JsonNode? value) => Compare(name, ComparisonOperator.Equal, value);

    protected static Condition Compare(string name, ComparisonOperator comparison, JsonNode? value) =>
        new Condition.Compare(new Operand.Attribute(DocumentPath.Of(name)), comparison, new Operand.Literal(value));

    protected static UpdateAction Set(string name, JsonNode? value) => new UpdateAction.Set(DocumentPath.Of(name), value);

    protected async Task<StoredDocument> WriteAsync(StoreOperation operation, StorePartition? partition = null) =>
        (await Store.WriteAsync(partition ?? Partition, operation, cancellationToken: Stop))!;

    protected Task<StoredDocument> CreateAsync(string key, params ReadOnlySpan<(string Name, JsonNode? Value)> attributes) =>
        WriteAsync(new StoreOperation.Create(Id(key), Body(attributes)));

    protected Task<StoreTransactionResult> TransactAsync(params ReadOnlySpan<StoreOperation> operations) =>
        Store.TransactAsync(new StoreTransaction(Partition, [.. operations]), Stop);

    protected async Task<StoredDocument?> FindAsync(string key, StorePartition? partition = null) =>
        await Store.ReadAsync(partition ?? Partition, Id(key), cancellationToken: Stop) is StoreReadResult.Found found ? found.Document : null;

    protected async Task<JsonObject> ContentAsync(string key, StorePartition? partition = null) =>
        StoreHarness.Content(await FindAsync(key, partition) ?? throw new InvalidOperationException($"There is no '{key}'."));

    /// <summary>All pages of a query, in order.</summary>
    protected async Task<List<StoredDocument>> QueryAsync(StoreQuery query)
    {
        var documents = new List<StoredDocument>();
        var next = query;
        while (true)
        {
            var page = await Store.QueryAsync(next, Stop);
            documents.AddRange(page.Documents);
            if (page.Continuation is null)
            {
                return documents;
            }

            next = query with { Continuation = page.Continuation };
        }
    }

    protected StoreQuery Query(Condition? filter = null, params ImmutableArray<Ordering> order) =>
        new(Partition.Container, Partition.Key) { Filter = filter, Order = order };

    protected static List<string> Keys(IEnumerable<StoredDocument> documents) => [.. documents.Select(document => StoredId.KeyOf(document.Id))];
}
