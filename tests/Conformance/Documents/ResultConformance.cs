using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Running;
using CsCheck;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What every <see cref="IDocumentStore"/> makes of the documents of a query: selections, aggregates, parts.</summary>
public abstract class ResultConformance(StoreHarness harness) : StoreConformance(harness)
{
    private static readonly DocumentPath A = DocumentPath.Of("a");

    [ConformanceFact]
    public async Task An_aggregate_is_what_the_evaluator_makes_of_the_documents()
    {
        var aggregation = Gen.Select(Gen.Enum<AggregateFunction>(), DocumentGen.Path, Gen.Bool, (function, path, isText) =>
            new StoreAggregation(function, path, isText && function != AggregateFunction.Sum ? DocumentType.String : DocumentType.Number));
        await Gen.Select(DocumentGen.Document.Array[0, 10], aggregation.Array[6], DocumentGen.Condition).SampleAsync(
            async (contents, aggregations, filter) =>
            {
                var partition = await FillAsync(contents);
                var elements = contents.Select(content => JsonElement.Parse(content)).Where(document => ConditionEvaluator.Matches(filter, document)).ToList();
                foreach (var asked in aggregations)
                {
                    var expected = AggregateEvaluator.Evaluate(asked, elements);
                    var actual = await Store.AggregateAsync(new StoreQuery(partition.Container, partition.Key) { Filter = filter }, asked, Stop);

                    Assert.True(
                        expected.Count == actual.Count && ConditionEvaluator.Matches(Condition.On("v").Equal(expected.Value), new JsonObject { ["v"] = actual.Value?.DeepClone() }),
                        $"{asked}: {expected.Value?.ToJsonString()} of {expected.Count}, not {actual.Value?.ToJsonString()} of {actual.Count}");
                }
            },
            iter: Harness.Cases, threads: 1, print: sample => $"{string.Join('\n', sample.Item1)}\n{string.Join('\n', sample.Item2.Select(asked => asked.ToString()))}\n{DocumentGen.Print(sample.Item3)}");
    }

    [ConformanceFact]
    public async Task Documents_are_counted_in_one_partition_and_in_all()
    {
        var mark = Guid.NewGuid().ToString("n");
        foreach (var partition in (StorePartition[])[Partition, Partition, Harness.NewPartition()])
        {
            await WriteAsync(new StoreOperation.Create(Id(Guid.NewGuid().ToString("n")), Body(("mark", mark), ("n", 2))), partition);
        }

        var all = new StoreQuery(Partition.Container, null) { Filter = Is("mark", mark) };

        Assert.Equal(3, (await Store.AggregateAsync(all, StoreAggregation.Count, Stop)).Count);
        Assert.Equal(2, (await Store.AggregateAsync(all with { Partition = Partition.Key }, StoreAggregation.Count, Stop)).Count);
        Assert.Equal(6, (double?)(await Store.AggregateAsync(all, new StoreAggregation(AggregateFunction.Sum, DocumentPath.Of("n"), DocumentType.Number), Stop)).Value);
        Assert.Equal(0, (await Store.AggregateAsync(all with { Filter = Is("mark", "none") }, StoreAggregation.Count, Stop)).Count);
    }

    [ConformanceFact]
    public async Task Selected_attributes_come_back_in_their_places()
    {
        await Gen.Select(DocumentGen.Document, DocumentGen.Path.Array[1, 4]).SampleAsync(
            async (content, paths) =>
            {
                var partition = await FillAsync([content]);
                var found = Assert.Single(await QueryAsync(new StoreQuery(partition.Container, partition.Key) { Select = [.. paths] }));
                var whole = JsonNode.Parse(content)!.AsObject();
                var selected = JsonNode.Parse(found.Body.Span)!.AsObject();

                Assert.NotEmpty(found.ETag);
                foreach (var path in paths)
                {
                    var both = new JsonObject { ["whole"] = whole.DeepClone(), ["selected"] = selected.DeepClone() };
                    Operand At(string root) => new Operand.Attribute(DocumentPath.From([new PathSegment(root), .. path.Segments]));
                    var exists = ConditionEvaluator.Matches(new Condition.Exists(path), whole);

                    Assert.Equal(exists, ConditionEvaluator.Matches(new Condition.Exists(path), selected));
                    Assert.Equal(exists, ConditionEvaluator.Matches(new Condition.Compare(At("whole"), ComparisonOperator.Equal, At("selected")), both));
                }
            },
            iter: Harness.Cases, threads: 1, print: sample => $"{sample.Item1}\n{string.Join(' ', sample.Item2.Select(path => path.ToString()))}");
    }

    [ConformanceFact]
    public async Task A_selection_leaves_the_rest_behind_and_keeps_order_and_pages()
    {
        for (var number = 0; number < 5; number++)
        {
            await CreateAsync($"k{number}", ("a", number), ("secret", "x"));
        }

        var query = Query(null, new Ordering(A, Descending: true)) with { Select = [A], PageSize = 2 };
        var found = await QueryAsync(query);

        Assert.Equal(["k4", "k3", "k2", "k1", "k0"], Keys(found));
        Assert.All(found, document => Assert.Null(JsonNode.Parse(document.Body.Span)!["secret"]));
    }

    [ConformanceFact]
    public async Task Parts_together_are_the_whole()
    {
        var mark = Guid.NewGuid().ToString("n");
        foreach (var (number, partition) in Enumerable.Range(0, 8).Select(number => (number, Harness.NewPartition())))
        {
            await WriteAsync(new StoreOperation.Create(Id($"k{number}"), Body(("mark", mark), ("a", number))), partition);
        }

        var scan = new StoreQuery(Partition.Container, null) { Filter = Is("mark", mark), PageSize = 3 };
        var ranges = await Store.RangesAsync(Partition.Container, Stop);
        var keys = new List<string>();
        var count = 0L;
        foreach (var range in ranges)
        {
            keys.AddRange(Keys(await QueryAsync(scan with { Range = range })));
            count += (await Store.AggregateAsync(scan with { Range = range }, StoreAggregation.Count, Stop)).Count;
        }

        Assert.NotEmpty(ranges);
        Assert.Equal(Enumerable.Range(0, 8).Select(number => $"k{number}"), keys.Order(StringComparer.Ordinal));
        Assert.Equal(8, count);
        await Assert.ThrowsAsync<StoreRequestException>(() => Store.QueryAsync(scan with { Range = "no range" }, Stop));
    }

    [ConformanceFact]
    public void A_query_is_described_with_its_values_apart()
    {
        var text = Store.Describe(Query(Is("a", "it's") & Condition.On("b").Any(Condition.On().Equal(3)), new Ordering(A, Descending: true)));

        Assert.DoesNotContain("it's", text.Text, StringComparison.Ordinal);
        Assert.Contains("DESC", text.Text, StringComparison.Ordinal);
        Assert.Equal(["it's", "3"], text.Parameters.Select(parameter => parameter.Value!.ToString()));
    }

    private async Task<StorePartition> FillAsync(string[] contents)
    {
        var partition = Harness.NewPartition();
        var operations = contents.Select((content, index) =>
        {
            var body = JsonNode.Parse(content)!.AsObject();
            body[EnvelopeNames.Model] = "cat";
            return (StoreOperation)new StoreOperation.Create(Id($"{index}"), body);
        }).ToArray();
        if (operations.Length > 0)
        {
            await Store.TransactAsync(new StoreTransaction(partition, [.. operations]), Stop);
        }

        return partition;
    }
}
