using System.Text.Json.Nodes;
using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What every <see cref="IDocumentStore"/> does when it is asked for several documents.</summary>
public abstract class QueryConformance(StoreHarness harness) : StoreConformance(harness)
{
    private static readonly DocumentPath Age = DocumentPath.Of("age");
    private static readonly DocumentPath Name = DocumentPath.Of("name");

    [ConformanceFact]
    public async Task A_partition_that_holds_nothing_gives_an_empty_last_page()
    {
        var page = await Store.QueryAsync(Query(), Stop);

        Assert.Empty(page.Documents);
        Assert.Null(page.Continuation);
    }

    [ConformanceFact]
    public async Task A_query_gives_whole_documents_of_its_partition_only()
    {
        var etag = (await CreateAsync("tom", ("age", 3))).ETag;
        await WriteAsync(new StoreOperation.Create(Id("other"), Body()), Harness.NewPartition());

        var document = Assert.Single(await QueryAsync(Query()));

        Assert.Equal((Id("tom"), etag), (document.Id, document.ETag));
        Assert.Equal("""{"age":3}""", StoreHarness.Content(document).ToJsonString());
    }

    [ConformanceFact]
    public async Task Documents_come_in_the_order_asked()
    {
        await FillAsync(12);

        Assert.Equal(Enumerable.Range(0, 12).Select(Key), Keys(await QueryAsync(Query(null, new Ordering(Age, Descending: false)))));
        Assert.Equal(Enumerable.Range(0, 12).Select(Key).Reverse(), Keys(await QueryAsync(Query(null, new Ordering(Age, Descending: true)))));
    }

    [ConformanceFact]
    public async Task Text_is_ordered_by_code_point()
    {
        foreach (var name in (string[])["b", "B", "a", "é", "Z", "ab", "10", "9", "_"])
        {
            await CreateAsync(name, ("name", name));
        }

        Assert.Equal(["10", "9", "B", "Z", "_", "a", "ab", "b", "é"], Keys(await QueryAsync(Query(null, new Ordering(Name, Descending: false)))));
    }

    [ConformanceFact]
    public async Task A_name_that_is_a_word_of_the_query_language_is_a_name_like_any_other()
    {
        await CreateAsync("b", ("order", 2), ("it's a \"name\"", 1));
        await CreateAsync("a", ("order", 1), ("it's a \"name\"", 2));

        Assert.Equal(["a", "b"], Keys(await QueryAsync(Query(null, new Ordering(DocumentPath.Of("order"), Descending: false)))));
        Assert.Equal(["b"], Keys(await QueryAsync(Query(Is("it's a \"name\"", 1)))));
    }

    [ConformanceTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Pages_follow_each_other_without_gap_or_repetition(int pageSize)
    {
        await FillAsync(11);
        foreach (var order in (Ordering[][])[[], [new Ordering(Age, Descending: false)], [new Ordering(Age, Descending: true)]])
        {
            var query = Query(null, [.. order]) with { PageSize = pageSize };

            Assert.True((await Store.QueryAsync(query, Stop)).Documents.Count <= pageSize);
            var keys = Keys(await QueryAsync(query));

            Assert.Equal(Enumerable.Range(0, 11).Select(Key), order.Length == 0 ? keys.Order(StringComparer.Ordinal) : order[0].Descending ? keys.AsEnumerable().Reverse() : keys);
        }
    }

    [ConformanceFact]
    public async Task Pages_of_equal_values_lose_nothing()
    {
        for (var number = 0; number < 10; number++)
        {
            await CreateAsync(Key(number), ("age", number % 2));
        }

        var documents = await QueryAsync(Query(null, new Ordering(Age, Descending: false)) with { PageSize = 3 });

        Assert.Equal(Enumerable.Range(0, 10).Select(Key), Keys(documents).Order(StringComparer.Ordinal));
        Assert.Equal(documents.Select(AgeOf).Order(), documents.Select(AgeOf));
    }

    [ConformanceFact]
    public async Task A_filtered_page_goes_on_where_it_ended()
    {
        await FillAsync(10);

        var query = Query(Compare("age", ComparisonOperator.GreaterThanOrEqual, 4), new Ordering(Age, Descending: true)) with { PageSize = 2 };

        Assert.Equal([9, 8, 7, 6, 5, 4], (await QueryAsync(query)).Select(AgeOf));
    }

    [ConformanceFact]
    public async Task A_document_without_the_first_path_of_the_order_is_left_out()
    {
        await CreateAsync("a", ("age", 1));
        await CreateAsync("b");

        Assert.Equal(["a"], Keys(await QueryAsync(Query(new Condition.Exists(Age), new Ordering(Age, Descending: false)))));
        Assert.Equal(["a", "b"], Keys(await QueryAsync(Query())).Order(StringComparer.Ordinal));
    }

    [ConformanceFact]
    public async Task A_scan_asks_every_partition()
    {
        var mark = Guid.NewGuid().ToString("n");
        foreach (var (number, partition) in Enumerable.Range(0, 6).Select(number => (number, Harness.NewPartition())))
        {
            await WriteAsync(new StoreOperation.Create(Id(Key(number)), Body(("mark", mark), ("age", number))), partition);
        }

        var scan = new StoreQuery(Partition.Container, Partition: null) { Filter = Is("mark", mark), PageSize = 4 };

        Assert.Equal(Enumerable.Range(0, 6).Select(Key), Keys(await QueryAsync(scan)).Order(StringComparer.Ordinal));
        Assert.Equal(
            [5, 4, 3, 2, 1, 0],
            (await QueryAsync(scan with { Order = [new Ordering(Age, Descending: true)] })).Select(AgeOf));
    }

    [ConformanceFact]
    public async Task A_continuation_goes_on_in_another_query_object_and_survives_new_documents()
    {
        await FillAsync(6);
        var first = await Store.QueryAsync(Query(null, new Ordering(Age, Descending: false)) with { PageSize = 3 }, Stop);
        Assert.NotNull(first.Continuation);
        await CreateAsync("new", ("age", 100));

        var rest = await QueryAsync(Query(null, new Ordering(Age, Descending: false)) with { PageSize = 3, Continuation = first.Continuation });

        Assert.Equal([3, 4, 5, 100], rest.Select(AgeOf));
    }

    [ConformanceTheory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("[{\"token\":\"x\"}]")]
    public async Task A_continuation_the_store_never_gave_is_refused(string continuation)
    {
        await FillAsync(3);

        await Assert.ThrowsAsync<CursorException>(() => Store.QueryAsync(Query() with { Continuation = continuation }, Stop));
    }

    [ConformanceTheory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_size_out_of_bounds_is_refused(int pageSize)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => Store.QueryAsync(Query() with { PageSize = pageSize }, Stop));

        Assert.True(refusal is ArgumentException or StoreRequestException, refusal.GetType().Name);
    }

    private static string Key(int number) => $"k{number:00}";

    private static int? AgeOf(StoredDocument document) => (int?)StoreHarness.Content(document)["age"];

    private async Task FillAsync(int count)
    {
        var operations = Enumerable.Range(0, count).Select(number => new StoreOperation.Create(Id(Key(number)), Body(("age", number), ("name", JsonValue.Create($"n{number}")))));
        await TransactAsync([.. operations.Reverse()]);
    }
}
