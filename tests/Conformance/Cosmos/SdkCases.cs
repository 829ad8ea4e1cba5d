using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Conformance.Cosmos;

/// <summary>The cases that need an SDK: batches in its encoding, queries it puts together, change feeds, reads of many.</summary>
public static class SdkCases
{
    private static readonly PartitionKey Oslo = new("oslo");

    private static readonly SdkCase[] Table =
    [
        new("A batch in the SDK's encoding is all or nothing", Batch(batch => batch.CreateItem(Cat("9")).CreateItem(Cat("1"))), "Conflict: 424 409"),
        new("A batch that succeeds tells of each operation", Batch(batch => batch.CreateItem(Cat("9")).ReplaceItem("1", Cat("1")).ReadItem("2").DeleteItem("3")), "OK: 201 200 200 204"),
        new("A batch patches and holds conditions", Batch(batch => batch.PatchItem("1", [PatchOperation.Increment("/n", 1)], new() { FilterPredicate = "FROM c WHERE c.n = 7" })), "PreconditionFailed: 412"),
        new("A batch replaces only with the ETag", Batch(batch => batch.ReplaceItem("1", Cat("1"), new() { IfMatchEtag = "\"stale\"" })), "PreconditionFailed: 412"),
        new("A batch of another partition finds nothing", Batch(batch => batch.ReadItem("4")), "NotFound: 404"),
        new("Many documents are read at once", async c => Ids(await c.ReadManyItemsAsync<JsonObject>([("1", Oslo), ("4", new("rome")), ("none", Oslo)])), "1 4"),
        new("A query over all partitions is ordered", Query("SELECT VALUE c.n FROM c ORDER BY c.n DESC"), "4 3 2 1"),
        new("A query over all partitions is paged", Query("SELECT VALUE c.n FROM c ORDER BY c.n", new() { MaxItemCount = 1 }), "1 2 3 4"),
        new("A query over all partitions counts", Query("SELECT VALUE COUNT(1) FROM c"), "4"),
        new("A query over all partitions averages", Query("SELECT VALUE AVG(c.n) FROM c"), "2.5"),
        new("A query over all partitions finds the least and the most", Query("SELECT MIN(c.n) AS least, MAX(c.n) AS most FROM c"), """{"least":1,"most":4}"""),
        new("A query over all partitions groups", Query("SELECT c.pk, COUNT(1) AS n FROM c GROUP BY c.pk", new() { MaxItemCount = -1 }, sort: true), """{"pk":"oslo","n":3} {"pk":"rome","n":1}"""),
        new("A query over all partitions tells values apart", Query("SELECT DISTINCT VALUE c.pk FROM c", sort: true), "oslo rome"),
        new("A query over all partitions is cut", Query("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 1 LIMIT 2"), "2 3"),
        new("A query of one partition is cut", Query("SELECT TOP 2 VALUE c.n FROM c ORDER BY c.n DESC", new() { PartitionKey = Oslo }), "3 2"),
        new("A sum of nothing is no number of nothing", Query("SELECT VALUE COUNT(1) FROM c WHERE c.n > 100"), "0"),
        new("The change feed has every document once from the beginning", Changes(ChangeFeedStartFrom.Beginning()), "1 2 3 4"),
        new("The change feed of a partition has its documents", Changes(ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("rome")))), "4"),
        new("The change feed from now has nothing yet", Changes(ChangeFeedStartFrom.Now()), ""),
        new("There is a range of everything", async c => (await c.GetFeedRangesAsync()).Count > 0 ? "yes" : "no", "yes"),
        new("A read of nothing is 404 without an exception", async c => Status(await c.ReadItemStreamAsync("none", Oslo)), "NotFound"),
        new("A create of what exists is 409", async c => Status(await c.CreateItemStreamAsync(Stream(Cat("1")), Oslo)), "Conflict"),
        new("A create under another key than the document's is refused", async c => Status(await c.CreateItemStreamAsync(Stream(Cat("9")), new PartitionKey("rome"))), "BadRequest"),
        new("A patch through the SDK gives the document back", async c => (await c.PatchItemAsync<JsonObject>("1", Oslo, [PatchOperation.Increment("/n", 41), PatchOperation.Move("/pk2", "/pk3")])).Resource["n"]!.ToJsonString(), "BadRequest/0"),
        new("A patch's condition holds", async c => (await c.PatchItemAsync<JsonObject>("1", Oslo, [PatchOperation.Increment("/n", 41)], new() { FilterPredicate = "FROM c WHERE c.n = 1" })).Resource["n"]!.ToJsonString(), "42"),
        new("A write can go without an answer's body", async c => (await c.UpsertItemAsync(Cat("9"), Oslo, new() { EnableContentResponseOnWrite = false })).Resource is null ? "none" : "some", "none"),
        new("An unmodified document is 304", async c => Status(await c.ReadItemStreamAsync("1", Oslo, new() { IfNoneMatchEtag = (await c.ReadItemAsync<JsonObject>("1", Oslo)).ETag })), "NotModified"),
        new("A session token of a write is one to read with", async c => Status(await c.ReadItemStreamAsync("9", Oslo, new() { SessionToken = (await c.CreateItemAsync(Cat("9"), Oslo)).Headers.Session })), "OK"),
    ];

    public static TheoryData<string> Names => [.. Table.Select(one => one.Name)];

    public static SdkCase Named(string name) => Table.Single(one => one.Name == name);

    public static JsonObject Cat(string id, string pk = "oslo") => new() { ["id"] = id, ["pk"] = pk, ["n"] = int.Parse(id, CultureInfo.InvariantCulture) };

    private static Func<Container, Task<string>> Batch(Func<TransactionalBatch, TransactionalBatch> fill) => async container =>
    {
        using var response = await fill(container.CreateTransactionalBatch(Oslo)).ExecuteAsync();
        return $"{response.StatusCode}: {string.Join(' ', response.Select(result => (int)result.StatusCode))}";
    };

    private static Func<Container, Task<string>> Query(string sql, QueryRequestOptions? options = null, bool sort = false) => async container =>
    {
        var results = new List<string>();
        using var iterator = container.GetItemQueryIterator<JsonNode>(sql, requestOptions: options);
        while (iterator.HasMoreResults)
        {
            results.AddRange((await iterator.ReadNextAsync()).Select(Text));
        }

        return string.Join(' ', (IEnumerable<string>)(sort ? results.Order(StringComparer.Ordinal) : results));
    };

    private static Func<Container, Task<string>> Changes(ChangeFeedStartFrom start) => async container =>
    {
        var ids = new List<string>();
        using var iterator = container.GetChangeFeedIterator<JsonObject>(start, ChangeFeedMode.LatestVersion);
        for (var page = await iterator.ReadNextAsync(); page.StatusCode != HttpStatusCode.NotModified; page = await iterator.ReadNextAsync())
        {
            ids.AddRange(page.Select(document => (string)document["id"]!));
        }

        return string.Join(' ', ids.Order(StringComparer.Ordinal));
    };

    private static string Text(JsonNode value) => value is JsonValue text && text.TryGetValue<string>(out var content) ? content : value.ToJsonString();

    private static string Ids(IEnumerable<JsonObject> documents) => string.Join(' ', documents.Select(document => (string)document["id"]!).Order(StringComparer.Ordinal));

    private static string Status(ResponseMessage response)
    {
        using (response)
        {
            return response.StatusCode.ToString();
        }
    }

    private static MemoryStream Stream(JsonObject document) => new(Encoding.UTF8.GetBytes(document.ToJsonString()));
}
