using System.Text.Json.Serialization;
using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>Models as wholes: their own code, unions, references, expiry, revisions, models without a type.</summary>
public sealed class ModelTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Dog), "dog")]
    [JsonDerivedType(typeof(Fish), "fish")]
    public abstract record Pet(string Name);

    public sealed record Dog(string Name, bool Barks) : Pet(Name);

    public sealed record Fish(string Name, int Fins) : Pet(Name);

    public abstract record Shape;

    public sealed record Circle(int Radius) : Shape;

    public sealed record Square(int Side) : Shape;

    public sealed record Thing(string Id)
    {
        public string? Name { get; init; }
        public string? Kind { get; init; }
        public int Revision { get; init; }
        public Optional<int?> Age { get; init; }
        public Pet? Pet { get; init; }
        public List<Shape>? Shapes { get; init; }
        public Reference<Thing>? Friend { get; init; }
        public HashSet<string>? Tags { get; init; }
        public DateTimeOffset? EndsAt { get; init; }
        public DateTimeOffset Created { get; init; }
    }

    [Fact]
    public async Task A_union_is_told_by_its_discriminator_wherever_that_stands()
    {
        var things = Define(model => model.Property(t => t.Name));
        await things.CreateAsync(new Thing("1") { Pet = new Fish("Wanda", 3) }, Token);
        _shelter.Store.Put("2", "thing|2", """{"_model":"thing","_key":"2","id":"2","pet":{"name":"Rex","barks":true,"kind":"dog"}}""");

        Assert.Equal("""{"kind":"fish","fins":3,"name":"Wanda"}""", _shelter.Store.Body("1", "thing|1")["pet"]!.ToJsonString());
        Assert.Equal(new Dog("Rex", true), (await things.GetAsync(new("2", "2"), cancellationToken: Token))!.Value.Pet);
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => things.Json.CreateAsync("3", Cats.Json("""{"id":"3","pet":{"kind":"cat"}}"""), Token));
        Assert.Equal("/pet", Assert.Single(invalid.Faults).Path.ToString());
        invalid = await Assert.ThrowsAsync<ValidationException>(() => things.Json.CreateAsync("3", Cats.Json("""{"id":"3","pet":{"kind":"fish","name":"x","fins":"two"}}"""), Token));
        Assert.Equal("/pet/fins", Assert.Single(invalid.Faults).Path.ToString());
    }

    [Fact]
    public async Task A_union_can_be_said_in_the_definition()
    {
        var things = Define(model => model.Property(t => t.Name), before: model => model.Union<Shape>("type", shape => shape.Case<Circle>("circle").Case<Square>("square")));
        Shape[] shapes = [new Circle(1), new Square(2)];

        await things.CreateAsync(new Thing("1") { Shapes = [.. shapes] }, Token);

        Assert.Equal("""[{"type":"circle","radius":1},{"type":"square","side":2}]""", _shelter.Store.Body("1", "thing|1")["shapes"]!.ToJsonString());
        Assert.Equal(shapes, (await things.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Shapes);
    }

    [Fact]
    public async Task A_reference_keeps_the_whole_key_and_a_partial_one_is_refused()
    {
        var things = Define(_ => { });
        var friend = new Reference<Thing>(new DocumentKey("oslo", "tom"));
        await things.CreateAsync(new Thing("1") { Friend = friend }, Token);

        Assert.Equal("""{"partition":"oslo","id":"tom"}""", _shelter.Store.Body("1", "thing|1")["friend"]!.ToJsonString());
        Assert.Equal(friend, (await things.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Friend);
        foreach (var wrong in new[] { """{"id":"tom"}""", "\"tom\"", """{"partition":"","id":"tom"}""" })
        {
            var body = Cats.Json($$"""{"id":"2","friend":{{wrong}}}""");
            Assert.Equal(FaultCodes.WrongType, Assert.Single((await Assert.ThrowsAsync<ValidationException>(() => things.Json.CreateAsync("2", body, Token))).Faults).Code);
        }
    }

    [Fact]
    public async Task What_is_said_to_be_nothing_beats_the_default()
    {
        var things = Define(model => model.Property(t => t.Age).Default(new Optional<int?>(1)));

        Assert.Equal(1, (await things.CreateAsync(new Thing("1"), Token)).Value.Age.Value);
        await things.CreateAsync(new Thing("2") { Age = Optional<int?>.Unset }, Token);
        await things.Json.CreateAsync("3", Cats.Json("""{"id":"3","age":null}"""), Token);

        Assert.False(_shelter.Store.Body("2", "thing|2").ContainsKey("age"));
        Assert.False(_shelter.Store.Body("3", "thing|3").ContainsKey("age"));
    }

    [Fact]
    public async Task A_constant_is_filled_held_and_checked_on_read()
    {
        var things = Define(model => model.Property(t => t.Kind).Constant("thing"));

        Assert.Equal("thing", (await things.CreateAsync(new Thing("1"), Token)).Value.Kind);
        await Assert.ThrowsAsync<ValidationException>(() => things.CreateAsync(new Thing("2") { Kind = "other" }, Token));
        _shelter.Store.Put("3", "thing|3", """{"_model":"thing","_key":"3","id":"3","kind":"other"}""");
        Assert.Equal("/kind", (await Assert.ThrowsAsync<DocumentReadException>(() => things.GetAsync(new("3", "3"), cancellationToken: Token))).Path);
    }

    [Fact]
    public async Task A_set_keeps_each_element_once()
    {
        var things = Define(_ => { });

        await things.Json.CreateAsync("1", Cats.Json("""{"id":"1","tags":["a","b","a"]}"""), Token);

        Assert.Equal(["a", "b"], (await things.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Tags!);
    }

    [Fact]
    public async Task The_models_code_runs_around_every_write_in_order_and_sees_whole_documents()
    {
        var log = new List<string>();
        var things = Define(model =>
        {
            model.BeforeWriteAsync(async (thing, context, token) =>
            {
                await Task.Yield();
                log.Add($"before {context.Kind} {thing.Name}");
                return thing with { Name = thing.Name?.ToUpperInvariant(), Id = "never" };
            });
            model.AfterWrite((thing, context) => log.Add($"after {context.Kind} {thing.Name}"));
            model.AfterRead(thing => thing with { Kind = "read" });
            model.BeforeDelete((key, token) =>
            {
                log.Add($"delete {key.Id}");
                return ValueTask.CompletedTask;
            });
        });

        var created = await things.CreateAsync(new Thing("1") { Name = "tom" }, Token);
        await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Kind, "x"), null, Token);
        await things.DeleteAsync(new("1", "1"), null, Token);

        Assert.Equal(("1", "TOM", "read"), (created.Value.Id, created.Value.Name, created.Value.Kind));
        Assert.Equal(["before Create tom", "after Create TOM", "before Update TOM", "after Update TOM", "delete 1"], log);
    }

    [Fact]
    public async Task A_revision_counts_writes_and_refuses_a_save_of_an_older_one()
    {
        var things = Define(model => model.Revision(t => t.Revision));
        Assert.Equal("revision", things.Schema.RevisionName);

        var first = (await things.CreateAsync(new Thing("1"), Token)).Value;
        var second = (await things.SaveAsync(first with { Name = "a" }, null, Token)).Value;
        var third = (await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "b"), null, Token)).Value;

        Assert.Equal((1, 2, 3), (first.Revision, second.Revision, third.Revision));
        await Assert.ThrowsAsync<ETagMismatchException>(() => things.SaveAsync(first with { Name = "late" }, null, Token));
        Assert.Equal(4, (await things.SaveAsync(first with { Revision = 0 }, null, Token)).Value.Revision);
    }

    [Theory]
    [InlineData(ExpiryKind.SinceLastWrite, true)]
    [InlineData(ExpiryKind.SinceCreation, false)]
    public async Task An_expired_document_is_hidden_to_the_instant(ExpiryKind since, bool writesProlong)
    {
        var things = Define(model => model.Timestamps("created", null).Expires(TimeSpan.FromSeconds(10), since));
        var created = await things.CreateAsync(new Thing("1"), Token);
        _shelter.Clock.Advance(TimeSpan.FromSeconds(6));
        await things.SaveAsync(created.Value, null, Token);
        Assert.Equal(TimeSpan.FromSeconds(writesProlong ? 10 : 4), _shelter.Store.Writes.Last().TimeToLive);

        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(3999));
        Assert.NotNull(await things.GetAsync(new("1", "1"), cancellationToken: Token));
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(writesProlong, await things.GetAsync(new("1", "1"), cancellationToken: Token) is not null);
        Assert.Equal(writesProlong ? 1 : 0, (await things.Query("1").PageAsync(Token)).Items.Count);
    }

    [Fact]
    public async Task An_attribute_can_say_when_a_document_expires()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();

        await things.CreateAsync(new Thing("1") { EndsAt = now.AddMilliseconds(1500) }, Token);
        Assert.Equal(TimeSpan.FromSeconds(2), _shelter.Store.Writes.Last().TimeToLive);
        await things.CreateAsync(new Thing("2"), Token);
        Assert.Null(_shelter.Store.Writes.Last().TimeToLive);
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Null(await things.GetAsync(new("1", "1"), cancellationToken: Token));
        Assert.NotNull(await things.GetAsync(new("2", "2"), cancellationToken: Token));
    }

    [Fact]
    public async Task What_has_expired_and_is_still_stored_is_in_nobodys_way_and_does_not_count()
    {
        var things = Define(model => model.Expires(TimeSpan.FromSeconds(10)));
        foreach (var id in new[] { "1", "2", "3" })
        {
            await things.CreateAsync(new Thing(id) { Name = "old" }, Token);
        }

        await Assert.ThrowsAsync<DocumentExistsException>(() => things.CreateAsync(new Thing("1") { Name = "early" }, Token));
        _shelter.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, await things.Query("1").CountAsync(Token));
        Assert.False(await things.Query("1").AnyAsync(Token));
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "late"), null, Token));
        await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync("1", t => t.Check(things, new("1", "1"), thing => thing.Name == "old"), Token));
        await things.CreateAsync(new Thing("1") { Name = "new" }, Token);
        var inTransaction = await _shelter.Documents.TransactAsync("2", t => t.Create(things, new Thing("2") { Name = "new" }), Token);
        var byUpdate = await things.UpdateAsync(new("3", "3"), Update.Of<Thing>().Set(t => t.Name, "new"), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal(["new", "new", "new"], new[] { (await things.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Name, inTransaction.Item<Thing>(0).Value.Name, byUpdate.Value.Name });
        Assert.Equal(1, await things.Query("1").CountAsync(Token));
        await Assert.ThrowsAsync<DocumentExistsException>(() => things.CreateAsync(new Thing("1"), Token));
        var refused = await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync("2", t => t.Create(things, new Thing("2")), Token));
        Assert.IsType<DocumentExistsException>(refused.Reason);
    }

    [Fact]
    public async Task What_has_expired_and_is_still_stored_cannot_be_deleted_any_more()
    {
        var things = Define(model => model.Expires(TimeSpan.FromSeconds(10)));
        await things.CreateAsync(new Thing("1"), Token);
        await things.CreateAsync(new Thing("2"), Token);

        Assert.True(await things.DeleteAsync(new("1", "1"), cancellationToken: Token));
        Assert.False(await things.DeleteAsync(new("1", "1"), cancellationToken: Token));
        _shelter.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.False(await things.DeleteAsync(new("2", "2"), cancellationToken: Token));
    }

    [Fact]
    public async Task An_update_of_the_attribute_that_says_when_moves_the_expiry()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();
        await things.CreateAsync(new Thing("1") { EndsAt = now.AddSeconds(5) }, Token);

        await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.EndsAt, now.AddSeconds(60)), null, Token);

        Assert.Equal(TimeSpan.FromSeconds(60), _shelter.Store.Writes.Last().TimeToLive);
        _shelter.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await things.GetAsync(new("1", "1"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_patch_says_again_how_much_of_a_life_that_outlasts_writes_is_left()
    {
        var things = Define(model => model.Timestamps("created", null).Expires(TimeSpan.FromSeconds(10), ExpiryKind.SinceCreation));
        await things.CreateAsync(new Thing("1"), Token);
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(6500));

        var updated = await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "b"), null, Token);
        Assert.Equal(TimeSpan.FromSeconds(4), Assert.IsType<StoreOperation.Patch>(_shelter.Store.Writes.Last()).TimeToLive);
        await _shelter.Documents.TransactAsync("1", t => t.Check(things, new("1", "1"), thing => thing.Name == "b"), Token);

        Assert.Equal(("b", 2), (updated.Value.Name, updated.RequestCharge));
        var check = Assert.IsType<StoreOperation.Check>(Assert.Single(_shelter.Store.Requests.OfType<StoreTransaction>().Single().Operations));
        Assert.Equal(TimeSpan.FromSeconds(4), check.TimeToLive);
    }

    [Fact]
    public async Task A_patch_that_meets_a_moved_expiry_is_done_over()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();
        await things.CreateAsync(new Thing("1") { EndsAt = now.AddSeconds(5) }, Token);
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Body("1", "thing|1")[EnvelopeNames.Expires] = now.AddSeconds(60).ToUnixTimeMilliseconds();
            _shelter.Store.Body("1", "thing|1")["endsAt"] = "2026-11-23T10:01:00.0000000Z";
        };

        var updated = await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "b"), null, Token);

        Assert.Equal(("b", now.AddSeconds(60)), (updated.Value.Name, updated.Value.EndsAt));
        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<StoreOperation.Replace>(_shelter.Store.Writes.Last()).TimeToLive);
    }

    [Fact]
    public async Task A_bad_row_loses_no_page_silently()
    {
        _shelter.Store.Put("p", "thing|1", """{"_model":"thing","_key":"1","id":"1","partition":"p","name":"good"}""");
        _shelter.Store.Put("p", "thing|2", """{"_model":"thing","_key":"2","id":"2","partition":"p","name":7,"kind":"k"}""");

        var strict = Define(_ => { });
        var lenient = Define(model => model.Reads(ReadPolicy.Lenient));
        var collect = Define(model => model.Reads(ReadPolicy.Collect));

        Assert.Equal("thing|2", (await Assert.ThrowsAsync<DocumentReadException>(() => strict.Scan().PageAsync(Token))).StoredId);
        var items = (await lenient.Scan().PageAsync(Token)).Items;
        Assert.Equal([null, "k"], new[] { items[1].Value.Name, items[1].Value.Kind });
        Assert.Equal("/name", Assert.Single(items[1].Faults).Path.ToString());
        var page = await collect.Scan().PageAsync(Token);
        Assert.Equal(("good", "/name"), (Assert.Single(page.Items).Value.Name, Assert.Single(page.Unreadable).Path));
    }

    private IRepository<Thing> Define(Action<SchemaBuilder<Thing>> define, Action<SchemaBuilder<Thing>>? before = null)
    {
        var model = Schema.Define<Thing>("thing", thing =>
        {
            before?.Invoke(thing);
            if (before is null)
            {
                thing.Union<Shape>("type", shape => shape.Case<Circle>("circle"));
            }

            thing.Partition(t => t.Id);
            thing.Key(t => t.Id);
            define(thing);
        });
        Assert.Empty(model.Faults);
        return _shelter.Documents.For(model);
    }
}
