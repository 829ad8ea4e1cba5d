using System.Text.Json.Serialization;
using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>Models as wholes: their own code, unions, references, revisions, models without a type.</summary>
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
