using Virga.Documents;

namespace Unit.Documents;

/// <summary>What becomes of a query's documents: selections, aggregates, streams.</summary>
public sealed class QueryResultTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_selection_asks_for_what_it_needs_and_makes_the_result_of_it()
    {
        await Repository.CreateAsync(Cats.Tom with { Home = new Home("Main", "Oslo", 2), Notes = ["bites", "sleeps"], Coat = Coat.LongHaired, Born = new DateOnly(2023, 4, 5) }, Token);

        var page = await Repository.Query("oslo").Select(c => new { c.Name, City = c.Home!.City, Label = c.Name + "/" + c.Home.Floor, c.Coat, First = c.Notes![0], c.Born, Count = c.Notes.Count, c.Id }).PageAsync(Token);

        Assert.Equal(new { Name = (string?)"Tom", City = (string?)"Oslo", Label = "Tom/2", Coat = (Coat?)Coat.LongHaired, First = "bites", Born = (DateOnly?)new DateOnly(2023, 4, 5), Count = 2, Id = "tom" }, Assert.Single(page.Values));
        Assert.Equal(
            ["/name", "/home/city", "/home/floor", "/coat", "/notes/0", "/born", "/notes", "/_key"],
            Assert.IsType<StoreQuery>(_shelter.Store.Requests[^1]).Select.Select(path => path.ToString()));
    }

    [Fact]
    public async Task What_is_absent_is_selected_as_null_or_default()
    {
        _shelter.Store.Put("oslo", "cat|bare", """{"_model":"cat","_key":"bare","shelterId":"oslo"}""");
        var fallback = 7;

        var page = await Repository.Query("oslo").Select(c => new { c.Name, c.Home!.City, c.Home.Floor, Age = c.Age ?? fallback, Toy = c.Toys![1].Name }).PageAsync(Token);

        Assert.Equal(new { Name = (string?)null, City = (string?)null, Floor = 0, Age = 7, Toy = (string)null! }, Assert.Single(page.Values));
    }

    [Fact]
    public async Task A_selection_is_paged_and_streamed_as_the_documents_are()
    {
        await FillAsync(5);
        var query = Repository.Query("oslo").Take(2);
        var ages = new List<int?>();

        var first = await query.Select(c => c.Age).PageAsync(Token);
        var second = await query.After(first.Next).PageAsync(Token);
        await foreach (var age in query.Select(c => c.Age).AsAsyncEnumerable(Token))
        {
            ages.Add(age);
        }

        Assert.Equal([0, 1], first.Values);
        Assert.Equal([2, 3], second.Items.Select(item => item.Value.Age));
        Assert.Equal([0, 1, 2, 3, 4], ages);
    }

    [Fact]
    public void A_selection_of_the_whole_document_is_refused() =>
        Assert.Contains("as a whole", Assert.Throws<NotSupportedException>(() => Repository.Query("oslo").Select(c => c.ToString())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_stored_value_of_another_type_is_named()
    {
        _shelter.Store.Put("oslo", "cat|odd", """{"_model":"cat","_key":"odd","shelterId":"oslo","home":{"floor":"up"}}""");

        var refusal = await Assert.ThrowsAsync<DocumentReadException>(() => Repository.Query("oslo").Select(c => c.Home!.Floor).PageAsync(Token));

        Assert.Contains("/home/floor", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_selection_is_compiled_once_and_another_is_not_taken_for_it()
    {
        static object Compiled(int number) => number switch
        {
            0 => ProjectionCompiler.Compile(Cats.Model, (Cat c) => new { c.Name, c.Age }),
            1 => ProjectionCompiler.Compile(Cats.Model, (Cat c) => new { c.Name, c.Age }),
            2 => ProjectionCompiler.Compile(Cats.Model, (Cat c) => c.Name + "a"),
            _ => ProjectionCompiler.Compile(Cats.Model, (Cat c) => c.Name + "b"),
        };

        Assert.Same(Compiled(0), Compiled(0));
        Assert.Same(Compiled(0), Compiled(1));
        Assert.NotSame(Compiled(2), Compiled(3));
    }

    [Fact]
    public async Task Aggregates_are_typed_and_null_of_nothing()
    {
        var all = Repository.Query("oslo");
        Assert.Equal((0L, null, null, null, null), (await all.CountAsync(Token), await all.SumAsync(c => c.Age, Token), await all.AverageAsync(c => c.Age, Token), await all.MinAsync(c => c.Born, Token), await all.MaxAsync(c => c.Name, Token)));
        Assert.False(await all.AnyAsync(Token));
        Assert.Null(await all.FirstAsync(Token));
        Assert.Null(await all.SingleAsync(Token));

        await FillAsync(4);
        await Repository.CreateAsync(new Cat("old", "oslo", "Zoe", null, Born: new DateOnly(2020, 1, 1), Weight: 1.5), Token);

        Assert.Equal((5L, (int?)6, (double?)1.5, (int?)0, (int?)3), (await all.CountAsync(Token), await all.SumAsync(c => c.Age, Token), await all.AverageAsync(c => c.Age, Token), await all.MinAsync(c => c.Age, Token), await all.MaxAsync(c => c.Age, Token)));
        Assert.Equal((new DateOnly(2020, 1, 1), "C", "Zoe", 1.5), (await all.MinAsync(c => c.Born, Token), await all.MinAsync(c => c.Name, Token), await all.MaxAsync(c => c.Name, Token), await all.SumAsync(c => c.Weight, Token)));
        Assert.Equal(2, await all.Where(c => c.Age > 1).CountAsync(Token));
        Assert.True(await all.Where(c => c.Age > 1).AnyAsync(Token));
        Assert.Equal("c2", (await all.Where(c => c.Age == 2).SingleAsync(Token))!.Key.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => all.SingleAsync(Token));
        Assert.NotNull(await all.FirstAsync(Token));
    }

    [Fact]
    public async Task What_does_not_add_up_or_has_no_order_is_refused()
    {
        var all = Repository.Query("oslo");

        await Assert.ThrowsAsync<NotSupportedException>(() => all.AverageAsync(c => c.Name, Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => all.SumAsync(c => c.Born, Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => all.MinAsync(c => c.Coat, Token));
        Assert.Throws<NotSupportedException>(() => all.OrderBy(c => c.Coat));
        Assert.Throws<NotSupportedException>(() => all.OrderBy(c => c.Notes));
    }

    [Fact]
    public async Task The_other_way_round_is_every_order_reversed_or_by_key()
    {
        await Repository.Query("oslo").Reverse().PageAsync(Token);
        Assert.Equal([new Ordering(DocumentPath.Of("_key"), true)], Assert.IsType<StoreQuery>(_shelter.Store.Requests[^1]).Order);

        await Repository.Query("oslo").OrderBy(c => c.Age).OrderByDescending(c => c.Name).Reverse().PageAsync(Token);
        Assert.Equal([new Ordering(DocumentPath.Of("age"), true), new Ordering(DocumentPath.Of("name"), false)], Assert.IsType<StoreQuery>(_shelter.Store.Requests[^1]).Order);
    }

    [Fact]
    public void An_order_the_container_has_no_index_for_is_refused_with_the_index()
    {
        Assert.NotNull(Repository.Query("oslo").OrderByDescending(c => c.Age).OrderBy(c => c.Name).Describe());
        foreach (var query in (Query<Cat>[])[
            Repository.Query("oslo").OrderBy(c => c.Age).OrderBy(c => c.Name), Repository.Query("oslo").OrderByDescending(c => c.Name).OrderBy(c => c.Age),
            Repository.Query("oslo").OrderBy(c => c.Age).OrderByDescending(c => c.Name).OrderBy(c => c.Id)])
        {
            Assert.Contains("composite index", Assert.Throws<NotSupportedException>(query.Describe).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Who_stops_reading_stops_the_asking(int prefetch)
    {
        await FillAsync(40);

        await foreach (var item in Repository.Query("oslo").Take(1).Prefetch(prefetch).AsAsyncEnumerable(Token))
        {
            if (item.Value.Age == 3)
            {
                break;
            }
        }

        // Four pages were read; as many more may wait as were allowed, and one be on its way.
        Assert.InRange(_shelter.Store.Requests.OfType<StoreQuery>().Count(), 4, 4 + (prefetch == 0 ? 0 : prefetch + 2));
    }

    [Fact]
    public async Task A_scan_in_parts_gives_every_document_once()
    {
        foreach (var (partition, id) in new[] { ("amsterdam", "a"), ("bergen", "b"), ("copenhagen", "c"), ("bonn", "d") })
        {
            await Repository.CreateAsync(new Cat(id, partition, "C"), Token);
        }

        _shelter.Store.Ranges = ["a", "b", "c"];
        var found = new List<string>();
        await foreach (var item in Repository.Scan().Take(1).AsParallelAsync(2, Token))
        {
            found.Add(item.Key.Id);
        }

        var parts = await Repository.Scan().Take(1).SplitAsync(Token);
        var page = await parts[1].PageAsync(Token);

        Assert.Equal(["a", "b", "c", "d"], found.Order(StringComparer.Ordinal));
        Assert.Equal(3, parts.Count);
        Assert.NotNull((await parts[1].After(page.Next).PageAsync(Token)).Items);
        await Assert.ThrowsAsync<CursorException>(() => parts[0].After(page.Next).PageAsync(Token));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Repository.Scan().OrderBy(c => c.Age).AsParallelAsync(2, Token).FirstAsync(Token));
        Assert.Single(await Repository.Query("oslo").SplitAsync(Token));
    }

    [Theory]
    [InlineData(typeof(RetryingStore))]
    [InlineData(typeof(CachingStore))]
    [InlineData(typeof(DescribingStore))]
    public void A_store_over_a_store_leaves_nothing_to_the_slow_way(Type store) =>
        Assert.All(store.GetInterfaceMap(typeof(IDocumentStore)).TargetMethods, method => Assert.Equal(store, method.DeclaringType));

    [Fact]
    public async Task A_failure_of_one_part_reaches_the_reader()
    {
        _shelter.Store.Put("oslo", "cat|odd", """{"_model":"cat","_key":"odd","shelterId":"oslo","age":"old"}""");

        await Assert.ThrowsAsync<DocumentReadException>(async () => await Repository.Scan().AsParallelAsync(2, Token).CountAsync(Token));
        await Assert.ThrowsAsync<DocumentReadException>(async () => await Repository.Query("oslo").Prefetch(1).AsAsyncEnumerable(Token).CountAsync(Token));
    }

    [Fact]
    public void A_query_says_what_it_would_send()
    {
        var query = Repository.Query("oslo").Where("age > 3").Describe();

        Assert.Equal(("documents", (PartitionKey?)"oslo", QueryReach.OnePartition), (query.Container, query.Partition, query.Reach));
        Assert.Contains("age", query.Text, StringComparison.Ordinal);
        Assert.Equal(QueryReach.AllPartitions, Repository.Scan().Describe().Reach);
        Assert.Empty(_shelter.Store.Requests);
    }

    private async Task FillAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await Repository.CreateAsync(new Cat($"c{(char)('0' + index)}", "oslo", "C", index), Token);
        }
    }
}
