using Virga.Documents;

namespace Unit.Documents;

/// <summary>The entries of the all-versions-and-deletes feed, as Cosmos DB documents them.</summary>
public sealed class AllVersionsTests : IAsyncDisposable
{
    private const string Before = """{"id":"cat|tom","_pk":"oslo","_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","age":3,"_etag":"\"e1\""}""";
    private const string After = """{"id":"cat|tom","_pk":"oslo","_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","age":4,"_etag":"\"e2\""}""";

    private readonly ChangeApp _app = new(documents => documents.OnChange<Cat, WatchCats>(Cats.Model, "watch-cats", cat => cat.Age >= 3));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_creation_is_told_as_one()
    {
        await _app.DispatchAsync($$$"""{"current":{{{Before}}},"metadata":{"operationType":"create","lsn":7,"crts":1700000000}}""");

        var change = Assert.Single(_app.Seen.Changes);
        Assert.Equal((ChangeKind.Created, 7L, DateTimeOffset.FromUnixTimeSeconds(1700000000), "e1"), (change.Kind, change.Sequence, change.At, change.Version));
    }

    [Fact]
    public async Task A_replacement_has_the_document_before_it()
    {
        await _app.DispatchAsync($$$"""{"current":{{{After}}},"previous":{{{Before}}},"metadata":{"operationType":"replace","lsn":8,"crts":1700000001}}""");

        var change = Assert.Single(_app.Seen.Changes);
        Assert.Equal((ChangeKind.Replaced, 4, 3), (change.Kind, change.Document!.Value.Age, change.Previous!.Value.Age));
    }

    [Theory]
    [InlineData("false", ChangeKind.Deleted)]
    [InlineData("true", ChangeKind.Expired)]
    public async Task A_delete_has_no_document_and_says_whether_it_expired(string expired, ChangeKind kind)
    {
        await _app.DispatchAsync($$$"""{"current":{},"previous":{{{Before}}},"metadata":{"operationType":"delete","timeToLiveExpired":{{{expired}}},"lsn":9,"crts":1700000002}}""");

        var change = Assert.Single(_app.Seen.Changes);
        Assert.Equal((kind, Cats.Key("tom"), null, "Tom", "lsn-9"), (change.Kind, change.Key, change.Document, change.Previous!.Value.Name, change.Version));
    }

    [Fact]
    public async Task A_delete_without_the_document_before_it_is_known_by_its_id()
    {
        await _app.DispatchAsync("""{"metadata":{"operationType":"delete","lsn":9,"crts":1700000002,"id":"cat|tom","partitionKey":{"_pk":"oslo"}}}""");

        var change = Assert.Single(_app.Seen.Changes);
        Assert.Equal((ChangeKind.Deleted, Cats.Key("tom")), (change.Kind, change.Key));
        Assert.Null(change.Previous);
    }
}
