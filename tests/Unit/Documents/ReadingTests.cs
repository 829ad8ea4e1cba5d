using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Virga.Documents;

namespace Unit.Documents;

public sealed class ReadingTests
{
    private readonly Shelter _shelter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public sealed class Loose
    {
        public Guid Code { get; set; }

        public required int Region { get; init; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; set; }
    }

    [Theory]
    [InlineData("""{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","age":"three"}""", "/age")]
    [InlineData("""{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","notes":[1]}""", "/notes/0")]
    [InlineData("""{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","home":{"floor":"x"}}""", "/home/floor")]
    [InlineData("""{"_model":"cat","_key":5,"shelterId":"oslo","name":"Tom"}""", "/id")]
    public async Task A_stored_value_of_the_wrong_type_is_told_with_document_and_path(string stored, string path)
    {
        _shelter.Store.Put("oslo", "cat|tom", stored);

        var typed = await Assert.ThrowsAsync<DocumentReadException>(() => _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token));
        var json = await Assert.ThrowsAsync<DocumentReadException>(() => _shelter.Cats.Json.GetAsync(Cats.Key("tom"), cancellationToken: Token));

        Assert.Equal(("cat", "cat|tom", path), (typed.Model, typed.StoredId, typed.Path));
        Assert.Equal(("cat", "cat|tom", path), (json.Model, json.StoredId, json.Path));
    }

    [Fact]
    public async Task Older_documents_without_an_attribute_are_read()
    {
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo"}""");

        var item = await _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token);

        Assert.Equal(new Cat("tom", "oslo", null), item!.Value);
        Assert.Null(item.CreatedAt);
    }

    [Fact]
    public async Task Unknown_attributes_and_the_envelope_stay_out()
    {
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","legacy":1,"_upgrade":2}""");

        var item = await _shelter.Cats.Json.GetAsync(Cats.Key("tom"), cancellationToken: Token);

        Assert.Equal("""{"id":"tom","shelterId":"oslo","name":"Tom"}""", item!.Value.ToJsonString());
    }

    [Fact]
    public async Task A_type_that_catches_the_unknown_gets_it_and_nothing_of_the_envelope()
    {
        var repository = _shelter.Documents.For(Schema.Define<Loose>("loose", model =>
        {
            model.Partition(l => l.Region);
            model.Key(l => l.Code).Default(NewId.Random);
            model.Unknown(UnknownAttributes.Keep);
            model.Timestamps();
            model.Expires(TimeSpan.FromDays(1));
        }));

        var created = await repository.CreateAsync(new Loose { Region = 7, More = new() { ["extra"] = JsonElement.Parse("[1]") } }, Token);
        var read = await repository.GetAsync(new DocumentKey("7", created.Value.Code.ToString("D").ToUpperInvariant()), cancellationToken: Token);

        Assert.Equal(created.Value.Code, read!.Value.Code);
        Assert.Equal(["createdAt", "extra", "updatedAt"], read.Value.More!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_shelter.Clock.GetUtcNow(), read.CreatedAt);
        Assert.Equal(TimeSpan.FromDays(1), _shelter.Store.Writes.Single().TimeToLive);
        Assert.Null(await repository.GetAsync(new DocumentKey("seven", "x"), cancellationToken: Token));
    }

    [Fact]
    public async Task Timestamps_the_type_does_not_declare_show_beside_the_value()
    {
        var repository = _shelter.Documents.For(Schema.Define<Home>("home", model =>
        {
            model.Partition(h => h.Street);
            model.Key(h => h.Street);
            model.Timestamps("born", "changed");
        }));
        var created = await repository.CreateAsync(new Home("main", "Oslo"), Token);
        _shelter.Clock.Advance(TimeSpan.FromHours(1));

        await repository.SaveAsync(new Home("main", "Bergen"), cancellationToken: Token);
        var read = await repository.GetAsync(created.Key, cancellationToken: Token);

        Assert.Equal((created.CreatedAt, _shelter.Clock.GetUtcNow()), (read!.CreatedAt, read.UpdatedAt));
        Assert.Equal("main", read.Value.Street);
        Assert.Equal("""{"_model":"home","_key":"main","city":"Bergen","floor":0,"born":"2026-11-23T10:00:00.0000000Z","changed":"2026-11-23T11:00:00.0000000Z"}""", _shelter.Store.Body("main", "home|main").ToJsonString());
    }

    [Fact]
    public async Task Keys_are_transformed_on_the_way_in_and_when_asked_for()
    {
        var repository = _shelter.Documents.For(Schema.Define<Home>("home", model =>
        {
            model.Partition(h => h.City);
            model.Key(h => h.Street).Write(street => street.ToLowerInvariant());
        }));

        await repository.CreateAsync(new Home("MAIN", "Oslo"), Token);

        Assert.Equal("main", (await repository.GetAsync(new DocumentKey("Oslo", "Main"), cancellationToken: Token))!.Value.Street);
        await Assert.ThrowsAsync<ArgumentException>(() => repository.GetAsync(new DocumentKey(new PartitionKey("a", "b"), "x"), cancellationToken: Token));
    }

    [Fact]
    public async Task Partitions_may_have_levels()
    {
        var repository = _shelter.Documents.For(Schema.Define<Home>("home", model =>
        {
            model.Partition(h => h.City);
            model.Partition(h => h.Floor);
            model.Key(h => h.Street);
        }));

        var created = await repository.CreateAsync(new Home("main", "Oslo", 2), Token);

        Assert.Equal(new DocumentKey(new PartitionKey("Oslo", "2"), "main"), created.Key);
        Assert.Equal("main", (await repository.GetAsync(created.Key, cancellationToken: Token))!.Value.Street);
        Assert.Equal(created.Key, Assert.Single((await repository.Query(created.Key.Partition).JsonPageAsync(Token)).Items).Key);
    }

    public sealed class Strict
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string? Note { get; init; }

        public required int? Count { get; init; }
    }

    [Fact]
    public async Task What_code_must_set_must_have_a_value_unless_it_may_be_null()
    {
        var repository = _shelter.Documents.For(Schema.Define<Strict>("strict", model =>
        {
            model.Partition(s => s.Id);
            model.Key(s => s.Id);
        }));

        var created = await repository.CreateAsync(new Strict { Id = "a", Name = "x", Note = null, Count = null }, Token);
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => repository.Json.CreateAsync("a", new JsonObject(), Token));

        Assert.Null((await repository.GetAsync(created.Key, cancellationToken: Token))!.Value.Note);
        Assert.Equal(["/name"], invalid.Faults.Select(fault => fault.Path.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_key_of_a_document_needs_all_its_parts() =>
        Assert.Throws<ArgumentException>(() => Cats.Model.KeyOf(new JsonObject { ["id"] = "tom" }));
}
