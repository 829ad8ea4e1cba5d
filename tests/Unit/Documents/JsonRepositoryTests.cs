using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

public sealed class JsonRepositoryTests
{
    private readonly Shelter _shelter = new();

    private IJsonRepository Json => _shelter.Cats.Json;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_is_completed_from_the_address_and_the_model()
    {
        var item = await Json.CreateAsync("oslo", Cats.Json("""{"name":" Tom ","age":3}"""), Token);

        Assert.Equal(
            """{"id":"00000001-0000-7000-0000-000000000000","shelterId":"oslo","name":"Tom","age":3,"mood":"calm","createdAt":"2026-11-23T10:00:00.0000000Z","updatedAt":"2026-11-23T10:00:00.0000000Z"}""",
            item.Value.ToJsonString());
        Assert.Equal(item.Key, _shelter.Cats.Schema.KeyOf(item.Value));
    }

    [Fact]
    public async Task What_comes_back_by_reading_is_what_came_back_by_writing()
    {
        var created = await Json.CreateAsync("oslo", Cats.Json("""{"name":"Tom","home":{"street":"Main"},"coat":"longHaired","visits":{"ann":1}}"""), Token);

        var read = await Json.GetAsync(created.Key, cancellationToken: Token);

        Assert.True(JsonNode.DeepEquals(created.Value, read!.Value), read.Value.ToJsonString());
        Assert.Equal(created.ETag, read.ETag);
        Assert.DoesNotContain(read.Value, attribute => attribute.Key.StartsWith('_') || attribute.Key == "ttl");
    }

    [Fact]
    public async Task The_body_given_is_not_changed()
    {
        var body = Cats.Json("""{"name":" Tom ","unknown":1,"createdAt":"x"}""");

        await Json.CreateAsync("oslo", body, Token);

        Assert.Equal("""{"name":" Tom ","unknown":1,"createdAt":"x"}""", body.ToJsonString());
    }

    [Fact]
    public async Task A_body_cannot_say_another_partition_or_key_than_the_address()
    {
        var partition = await Assert.ThrowsAsync<ValidationException>(() => Json.CreateAsync("oslo", Cats.Json("""{"name":"Tom","shelterId":"bergen"}"""), Token));
        var key = await Assert.ThrowsAsync<ValidationException>(() => Json.ReplaceAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom","id":"tim"}"""), cancellationToken: Token));

        Assert.Equal(("/shelterId", FaultCodes.PartitionMismatch), (partition.Faults[0].Path.ToString(), partition.Faults[0].Code));
        Assert.Equal(("/id", FaultCodes.KeyMismatch), (key.Faults[0].Path.ToString(), key.Faults[0].Code));
    }

    [Fact]
    public async Task A_document_can_be_created_under_a_chosen_key()
    {
        var item = await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token);

        Assert.Equal("tom", (string?)item.Value["id"]);
        await Assert.ThrowsAsync<DocumentExistsException>(() => Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token));
    }

    [Fact]
    public async Task Replacing_keeps_the_creation_time_and_drops_the_rest()
    {
        var created = await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom","age":3,"mood":"wild"}"""), Token);
        _shelter.Clock.Advance(TimeSpan.FromHours(1));

        var replaced = await Json.ReplaceAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tim","createdAt":"1999-01-01T00:00:00Z"}"""), new() { IfMatch = created.ETag }, Token);

        Assert.Equal(created.CreatedAt, replaced.CreatedAt);
        Assert.Equal(_shelter.Clock.GetUtcNow(), replaced.UpdatedAt);
        Assert.Equal("calm", (string?)replaced.Value["mood"]);
        Assert.False(replaced.Value.ContainsKey("age"));
        await Assert.ThrowsAsync<ETagMismatchException>(() => Json.ReplaceAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tim"}"""), new() { IfMatch = created.ETag }, Token));
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Json.ReplaceAsync(Cats.Key("no"), Cats.Json("""{"name":"Tim"}"""), cancellationToken: Token));
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back()
    {
        var created = await Json.CreateAsync("oslo", Cats.Json("""{"name":"Tom"}"""), Token);

        var replaced = await Json.ReplaceAsync(created.Key, created.Value, cancellationToken: Token);

        Assert.True(JsonNode.DeepEquals(created.Value, replaced.Value));
    }

    [Fact]
    public async Task A_merge_patch_sets_merges_and_removes()
    {
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom","age":3,"mood":"wild","home":{"street":"Main","city":"Oslo"},"notes":["a"]}"""), Token);

        var merged = await Json.MergeAsync(Cats.Key("tom"), Cats.Json("""{"name":" Tim ","age":null,"mood":null,"home":{"city":null,"floor":2},"notes":["b","c"]}"""), cancellationToken: Token);

        Assert.Equal("Tim", (string?)merged.Value["name"]);
        Assert.False(merged.Value.ContainsKey("age"));
        Assert.Equal("calm", (string?)merged.Value["mood"]);
        Assert.Equal("""{"street":"Main","floor":2}""", merged.Value["home"]!.ToJsonString());
        Assert.Equal("""["b","c"]""", merged.Value["notes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_merge_patch_with_an_invalid_result_writes_nothing_and_says_every_fault()
    {
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token);
        var before = _shelter.Store.Body("oslo", "cat|tom").ToJsonString();

        var invalid = await Assert.ThrowsAsync<ValidationException>(() =>
            Json.MergeAsync(Cats.Key("tom"), Cats.Json("""{"name":null,"age":99,"id":"tim","home":{"street":5,"city":"x"}}"""), cancellationToken: Token));

        Assert.Equal(
            [("/age", FaultCodes.OutOfRange), ("/home/city", FaultCodes.TooShort), ("/home/street", FaultCodes.WrongType), ("/id", FaultCodes.KeyMismatch), ("/name", FaultCodes.Required)],
            invalid.Faults.Select(fault => (fault.Path.ToString(), fault.Code)).Order());
        Assert.Equal(before, _shelter.Store.Body("oslo", "cat|tom").ToJsonString());
    }

    [Fact]
    public async Task A_merge_patch_without_a_version_wins_a_race_by_merging_again()
    {
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token);
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim","mood":"wild"}""");
        };

        var merged = await Json.MergeAsync(Cats.Key("tom"), Cats.Json("""{"age":5}"""), cancellationToken: Token);

        Assert.Equal(("Tim", 5, "wild"), ((string?)merged.Value["name"], (int?)merged.Value["age"], (string?)merged.Value["mood"]));
    }

    [Fact]
    public async Task A_merge_patch_with_a_version_loses_the_race()
    {
        var created = await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token);
        _shelter.Store.AfterRead = () => _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");

        await Assert.ThrowsAsync<ETagMismatchException>(() => Json.MergeAsync(Cats.Key("tom"), Cats.Json("""{"age":5}"""), new() { IfMatch = created.ETag }, Token));
    }

    [Fact]
    public async Task A_change_under_a_token_happens_once_also_when_it_could_not_happen_again()
    {
        var once = new JsonWriteOptions { Once = new TransactionOptions { Token = "t1" } };
        var patch = JsonPatch.Parse(JsonDocument.Parse("""[{"op":"add","path":"/notes/-","value":"b"}]""").RootElement);
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom","notes":["a"]}"""), Token);

        var first = await Json.PatchAsync(Cats.Key("tom"), patch, once, Token);
        var second = await Json.PatchAsync(Cats.Key("tom"), patch, once, Token);
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"","mood":"wild","notes":[]}""");
        var third = await Json.PatchAsync(Cats.Key("tom"), patch, once, Token);

        Assert.Equal(("""["a","b"]""", first.ETag), (second.Value["notes"]!.ToJsonString(), second.ETag));
        Assert.Equal("[]", third.Value["notes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_removal_under_a_token_happens_once()
    {
        var once = new JsonWriteOptions { Once = new TransactionOptions { Token = "t1" } };
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Tom"}"""), Token);

        Assert.True(await Json.DeleteAsync(Cats.Key("tom"), once, Token));
        await Json.CreateAsync(Cats.Key("tom"), Cats.Json("""{"name":"Another"}"""), Token);
        Assert.True(await Json.DeleteAsync(Cats.Key("tom"), once, Token));

        Assert.Equal("Another", (string?)(await Json.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value["name"]);
        Assert.False(await Json.DeleteAsync(Cats.Key("no"), once with { Once = new TransactionOptions { Token = "t2" } }, Token));
    }

    [Fact]
    public async Task What_reading_refuses_is_read_once()
    {
        var once = new JsonWriteOptions { Once = new TransactionOptions { Token = "t1" } };

        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Json.MergeAsync(Cats.Key("no"), Cats.Json("{}"), once, Token));

        Assert.Equal(["read oslo/cat|no", "read oslo/_transaction|t1"], _shelter.Store.Requests);
    }

    [Fact]
    public async Task Merging_into_what_is_not_there_is_refused() =>
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Json.MergeAsync(Cats.Key("no"), Cats.Json("{}"), cancellationToken: Token));
}
