using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What a <see cref="StoreAggregation"/> means; property tests hold stores to it.</summary>
/// <remarks>Values of another type than asked for, null and absent ones among them, do not count. Numbers are IEEE 754 doubles, texts are ordered by code point.</remarks>
public static class AggregateEvaluator
{
    /// <summary>The aggregate of some documents.</summary>
    public static StoreAggregate Evaluate(StoreAggregation aggregation, IEnumerable<JsonElement> documents)
    {
        ArgumentNullException.ThrowIfNull(aggregation);
        ArgumentNullException.ThrowIfNull(documents);
        var counts = new Condition.OfType(aggregation.Path, aggregation.Type);
        var count = 0L;
        JsonNode? value = null;
        foreach (var document in documents)
        {
            if (!ConditionEvaluator.Matches(counts, document))
            {
                continue;
            }

            count++;
            value = Add(aggregation.Function, value, DocumentValue.Of(document).At(aggregation.Path));
        }

        return new StoreAggregate(count, value, 0);
    }

    internal static async Task<StoreAggregate> EvaluateAsync(IDocumentStore store, StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(aggregation);
        var all = query with { Filter = aggregation.FilterOf(query), Order = [], PageSize = StoreLimits.PageSize, Continuation = null };
        var (count, charge) = (0L, 0d);
        JsonNode? value = null;
        StorePage page;
        do
        {
            page = await store.QueryAsync(all, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Documents)
            {
                using var json = JsonDocument.Parse(document.Body);
                count++;
                value = Add(aggregation.Function, value, DocumentValue.Of(json.RootElement).At(aggregation.Path));
            }

            charge += page.RequestCharge;
            all = all with { Continuation = page.Continuation };
        }
        while (page.Continuation is not null);
        return new StoreAggregate(count, value, charge);
    }

    /// <summary>Two answers about different documents as one.</summary>
    public static StoreAggregate Merge(AggregateFunction function, StoreAggregate left, StoreAggregate right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new StoreAggregate(
            left.Count + right.Count,
            right.Value is null ? left.Value : Add(function, left.Value, DocumentValue.Of(right.Value)),
            left.RequestCharge + right.RequestCharge);
    }

    private static JsonNode? Add(AggregateFunction function, JsonNode? so, DocumentValue value) => function switch
    {
        AggregateFunction.Count => null,
        AggregateFunction.Sum => JsonValue.Create((so is null ? 0 : DocumentValue.Of(so).Number) + value.Number),
        _ => so is null || IsBefore(value, DocumentValue.Of(so)) == (function == AggregateFunction.Minimum) ? Node(value) : so,
    };

    private static bool IsBefore(DocumentValue left, DocumentValue right) =>
        left.Kind == JsonValueKind.Number ? left.Number < right.Number : CodePointOrder.Compare(left.Text, right.Text) < 0;

    private static JsonValue Node(DocumentValue value) => value.Kind == JsonValueKind.Number ? JsonValue.Create(value.Number) : JsonValue.Create(value.Text);
}
