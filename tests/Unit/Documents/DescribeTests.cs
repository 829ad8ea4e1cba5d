using Virga.Documents;

namespace Unit.Documents;

public sealed class DescribeTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_description_is_the_request_and_nothing_is_sent()
    {
        var create = await Repository.DescribeAsync(cats => cats.CreateAsync(Cats.Tom, Token));
        var get = await Repository.DescribeAsync(cats => cats.GetAsync(Cats.Key("tom"), cancellationToken: Token));
        var query = await Repository.DescribeAsync(cats => cats.Query("oslo").Where(cat => cat.Age > 3).PageAsync(Token));

        Assert.Equal(("create", "cat|tom", false), (create!.Kind, create.StoredId, create.ReadsFirst));
        Assert.Equal("Tom", (string?)Assert.IsType<StoreOperation.Create>(Assert.Single(create.Operations)).Body["name"]);
        Assert.Equal("read documents/oslo/cat|tom", get!.ToString());
        Assert.Equal("query", query!.Kind);
        Assert.NotNull(query.Condition);
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task It_says_whether_an_update_is_one_request_or_reads_first()
    {
        var patch = await Repository.DescribeAsync(cats => cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(cat => cat.Mood, "wild"), new() { When = cat => cat.Age > 1 }, Token));
        var rewrite = await Repository.DescribeAsync(cats => cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(cat => cat.Age, 1), cancellationToken: Token));
        var delete = await Repository.DescribeAsync(cats => cats.DeleteAsync(Cats.Key("tom"), new() { When = cat => cat.Age > 1 }, Token));

        Assert.Equal(("patch", false), (patch!.Kind, patch.ReadsFirst));
        Assert.NotNull(patch.Condition);
        Assert.Equal(("read", true), (rewrite!.Kind, rewrite.ReadsFirst));
        Assert.Equal(("read", true), (delete!.Kind, delete.ReadsFirst));
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task What_would_be_refused_is_refused_and_what_sends_nothing_has_no_description()
    {
        await Assert.ThrowsAsync<ValidationException>(() => Repository.DescribeAsync(cats => cats.CreateAsync(Cats.Tom with { Age = 99 }, Token)));
        Assert.Null(await Repository.DescribeAsync(cats => cats.SaveManyAsync([], Token)));
    }

    [Fact]
    public async Task A_transaction_is_described_operation_by_operation()
    {
        var described = await _shelter.Documents.DescribeAsync("oslo", t => t
            .Create(Repository, Cats.Tom)
            .Update(Repository, Cats.Key("tim"), Update.Of<Cat>().Add(cat => cat.Age, 1))
            .Delete(Repository, Cats.Key("kit")));

        Assert.Equal([("create", false), ("read", true), ("delete", false)], described.Select(request => (request.Kind, request.ReadsFirst)));
        Assert.Empty(_shelter.Store.Requests);
    }
}
