using Virga.Documents;

namespace Unit.Documents;

public sealed class QueryTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_asks_for_its_own_model_and_all_its_conditions()
    {
        await FillAsync(1);

        await Repository.Query("oslo").Where(c => c.Age > 3).Where(c => c.Adopted).OrderBy(c => c.Age).OrderByDescending(c => c.Id).Take(20).PageAsync(Token);

        var query = Assert.IsType<StoreQuery>(_shelter.Store.Requests[^1]);
        var all = Assert.IsType<Condition.All>(query.Filter);
        Assert.Equal(new Condition.Compare(new Operand.Attribute(DocumentPath.Of("_model")), ComparisonOperator.Equal, new Operand.Literal("cat")), all.Parts[0]);
        Assert.Equal(3, all.Parts.Length);
        Assert.Equal([new Ordering(DocumentPath.Of("age"), false), new Ordering(DocumentPath.Of("_key"), true)], query.Order);
        Assert.Equal(("documents", (PartitionKey?)"oslo", 20), (query.Container, query.Partition, query.PageSize));
    }

    [Fact]
    public async Task Take_counts_results_whatever_pages_the_store_gives()
    {
        await FillAsync(10);
        _shelter.Store.LongestPage = 2;

        var first = await Repository.Query("oslo").Take(5).PageAsync(Token);
        var second = await Repository.Query("oslo").Take(5).After(first.Next).PageAsync(Token);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], first.Items.Concat(second.Items).Select(item => item.Value.Age!.Value));
        Assert.Equal(7.5, first.RequestCharge);
        Assert.NotNull(first.Next);
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Streaming_gives_everything_page_after_page()
    {
        await FillAsync(7);

        var ages = new List<int>();
        await foreach (var item in Repository.Query("oslo").Take(3).AsAsyncEnumerable(Token))
        {
            ages.Add(item.Value.Age!.Value);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], ages);
    }

    [Fact]
    public async Task A_page_of_JSON_is_the_same_without_the_type()
    {
        await FillAsync(1);

        var page = await Repository.Query("oslo").JsonPageAsync(Token);
        var typed = await Repository.Query("oslo").PageAsync(Token);

        var item = Assert.Single(page.Items);
        Assert.Equal("c0", (string?)item.Value["id"]);
        Assert.Equal(typed.Items[0].Key, item.Key);
        Assert.Equal(typed.Items[0].ETag, item.ETag);
    }

    [Fact]
    public async Task A_scan_asks_all_partitions_and_knows_each_documents_own()
    {
        await Repository.CreateAsync(Cats.Tom, Token);
        await Repository.CreateAsync(Cats.Tom with { Id = "tim", ShelterId = "bergen" }, Token);

        var page = await Repository.Scan().PageAsync(Token);

        Assert.Equal([new DocumentKey("bergen", "tim"), new DocumentKey("oslo", "tom")], page.Items.Select(item => item.Key));
        Assert.Null(Assert.IsType<StoreQuery>(_shelter.Store.Requests[^1]).Partition);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_page_has_one_to_a_thousand_documents(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => Repository.Query("oslo").Take(count));

    [Fact]
    public async Task A_cursor_belongs_to_its_query_but_not_to_its_page_size()
    {
        await FillAsync(5);
        var query = Repository.Query("oslo").Where(c => c.Age < 9).Take(2);
        var cursor = (await query.PageAsync(Token)).Next;

        Assert.Single((await query.Take(1).After(cursor).PageAsync(Token)).Items);
        await RefusedAsync(Repository.Query("oslo").After(cursor), "another query");
        await RefusedAsync(Repository.Query("oslo").Where(c => c.Age < 8).After(cursor), "another query");
        await RefusedAsync(Repository.Query("bergen").Where(c => c.Age < 9).After(cursor), "another query");
        await RefusedAsync(Repository.Scan().Where(c => c.Age < 9).After(cursor), "another query");
        await RefusedAsync(query.OrderBy(c => c.Age).After(cursor), "another query");
        Assert.Equal(1, _shelter.Store.Requests.OfType<StoreQuery>().Count(asked => asked.Continuation is not null));
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_refused()
    {
        await FillAsync(3);
        var query = Repository.Query("oslo").Take(2);
        var cursor = (await query.PageAsync(Token)).Next!;

        for (var index = 0; index < cursor.Length; index++)
        {
            var tampered = cursor[..index] + (cursor[index] == 'A' ? 'B' : 'A') + cursor[(index + 1)..];
            var page = await Record.ExceptionAsync(() => query.After(tampered).PageAsync(Token));

            // The last character has bits that carry nothing; only then is it the same cursor.
            Assert.True(page is CursorException { Code: "invalid-cursor" } || (page is null && index == cursor.Length - 1), $"{index}: {page}");
        }

        await RefusedAsync(query.After(""), "not one this application made");
        await RefusedAsync(query.After("not base64 !"), "not one this application made");
        await RefusedAsync(query.After(cursor[..10]), "not one this application made");
    }

    [Fact]
    public void Another_applications_cursor_is_refused_and_the_one_before_a_change_of_keys_is_not()
    {
        var shape = new byte[QueryShape.Bytes];
        byte[] old = new byte[32], next = [.. Enumerable.Repeat((byte)1, 32)];
        var own = new CursorSigner([old], TimeSpan.FromHours(1), _shelter.Clock);
        var other = new CursorSigner([next], TimeSpan.FromHours(1), _shelter.Clock);
        var rotated = new CursorSigner([next, old], TimeSpan.FromHours(1), _shelter.Clock);

        Assert.Equal("next", own.Read(own.Write("next", shape), shape));
        Assert.Equal(CursorFault.Foreign, Assert.Throws<CursorException>(() => own.Read(other.Write("next", shape), shape)).Fault);
        Assert.Equal("next", rotated.Read(own.Write("next", shape), shape));
        Assert.Equal("next", other.Read(rotated.Write("next", shape), shape));
    }

    [Fact]
    public async Task A_cursor_ends()
    {
        await FillAsync(3);
        var query = Repository.Query("oslo").Take(2);
        var cursor = (await query.PageAsync(Token)).Next;

        _shelter.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Single((await query.After(cursor).PageAsync(Token)).Items);
        _shelter.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(CursorFault.Expired, (await Assert.ThrowsAsync<CursorException>(() => query.After(cursor).PageAsync(Token))).Fault);
    }

    [Fact]
    public async Task A_cursor_can_be_one_callers_alone()
    {
        await FillAsync(3);
        var query = Repository.Query("oslo").Take(2);
        var cursor = (await query.BoundTo("ann").PageAsync(Token)).Next;

        Assert.Single((await query.BoundTo("ann").After(cursor).PageAsync(Token)).Items);
        Assert.Equal(CursorFault.OtherQuery, (await Assert.ThrowsAsync<CursorException>(() => query.BoundTo("bob").After(cursor).PageAsync(Token))).Fault);
        await RefusedAsync(query.After(cursor), "caller");
    }

    private static async Task RefusedAsync(Query<Cat> query, string said) =>
        Assert.Contains(said, (await Assert.ThrowsAsync<CursorException>(() => query.PageAsync(Token))).Message, StringComparison.Ordinal);

    private async Task FillAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            await Repository.CreateAsync(new Cat($"c{index}", "oslo", "C", index), Token);
        }

        _shelter.Store.Put("oslo", "dog|rex", """{"_model":"dog","_key":"rex"}""");
    }
}
