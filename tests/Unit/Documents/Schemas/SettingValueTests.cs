using Virga.Documents;
using static Unit.Documents.Schemas.SettingTests;

namespace Unit.Documents.Schemas;

/// <summary>What gives properties their values: defaults, transforms, combinations.</summary>
public sealed class SettingValueTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    [Fact]
    public async Task Defaults_are_made_of_the_document_in_order_and_may_wait()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Name).Default("Tom");
            model.Property(p => p.Guardian).Default(p => $"{p.Name}'s mother");
            model.Property(p => p.Age).DefaultAsync(async (p, token) =>
            {
                await Task.Yield();
                return p.Name!.Length;
            });
        });

        var created = await people.CreateAsync(new Person("1"), Token);

        Assert.Equal(("Tom", "Tom's mother", 3), (created.Value.Name, created.Value.Guardian, created.Value.Age));
    }

    [Fact]
    public async Task A_forced_default_takes_the_place_of_what_was_given_and_falsy_ones_too()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Name).Always("Tim");
            model.Property(p => p.Age).Always(0);
        });

        var created = await people.CreateAsync(new Person("1") { Name = "Tom", Age = 9 }, Token);

        Assert.Equal(("Tim", 0), (created.Value.Name, created.Value.Age));
    }

    [Fact]
    public async Task Removing_an_attribute_with_a_falsy_default_gives_it_the_default()
    {
        var people = Define(model => model.Property(p => p.Age).Default(0));
        await people.CreateAsync(new Person("1") { Age = 5 }, Token);

        Assert.Equal(0, (await people.UpdateAsync(new("1", "1"), Update.Of<Person>().Remove(p => p.Age), null, Token)).Value.Age);
    }

    [Fact]
    public async Task A_write_transform_sees_the_value_stored_before()
    {
        var seen = new List<(string?, string?)>();
        var people = Define(model => model.Property(p => p.Name).Write((name, old) =>
        {
            seen.Add((name, old.HasValue ? old.Value : null));
            return name?.EndsWith("-set", StringComparison.Ordinal) == true ? name : name + "-set";
        }));
        await people.CreateAsync(new Person("1") { Name = "Charlie" }, Token);
        seen.Clear();

        var saved = await people.SaveAsync(new Person("1") { Name = "Charlie" }, null, Token);

        Assert.Equal("Charlie-set", saved.Value.Name);
        Assert.Contains(("Charlie", "Charlie-set"), seen);
    }

    [Fact]
    public async Task Transforms_may_wait_and_reads_transform_back()
    {
        var people = Define(model => model.Property(p => p.Name)
            .WriteAsync(async (name, token) =>
            {
                await Task.Yield();
                return name!.Reverse() is var turned ? string.Concat(turned) : name;
            })
            .Read(name => string.Concat(name!.Reverse())));

        var created = await people.CreateAsync(new Person("1") { Name = "Tom" }, Token);

        Assert.Equal("moT", (string?)_shelter.Store.Body("1", "person|1")["name"]);
        Assert.Equal("Tom", created.Value.Name);
        Assert.Equal("Tom", (await people.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Name);
    }

    [Fact]
    public async Task A_default_on_read_fills_what_older_documents_lack()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Name).DefaultWhenRead("nobody");
            model.Property(p => p.Guardian).DefaultWhenRead(p => $"of {p.Id}");
        });
        _shelter.Store.Put("1", "person|1", """{"_model":"person","_key":"1","id":"1"}""");

        var read = (await people.GetAsync(new("1", "1"), cancellationToken: Token))!.Value;

        Assert.Equal(("nobody", "of 1"), (read.Name, read.Guardian));
        Assert.False(_shelter.Store.Body("1", "person|1").ContainsKey("name"));
    }

    [Fact]
    public async Task Null_is_kept_where_the_model_says_so()
    {
        var people = Define(model => model.Property(p => p.Name).StoreNull());

        await people.CreateAsync(new Person("1"), Token);

        Assert.Equal("""{"_model":"person","_key":"1","name":null}""", _shelter.Store.Body("1", "person|1").ToJsonString());
        Assert.Null((await people.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Name);
    }

    [Theory]
    [InlineData(",", "hello", "world", "hello,world")]
    [InlineData(",", "hello", null, "hello")]
    [InlineData("-", "hello", "world", "hello-world")]
    [InlineData(",", null, null, "")]
    public async Task Combined_attributes_join_the_texts_that_are_there(string separator, string? one, string? two, string combined)
    {
        var people = Define(model => model.Combine("both", separator, p => p.Name, p => p.Guardian));

        await people.CreateAsync(new Person("1") { Name = one, Guardian = two }, Token);

        Assert.Equal(combined, (string?)_shelter.Store.Body("1", "person|1")["both"]);
    }

    [Fact]
    public async Task Combined_attributes_join_lists_and_what_transforms_left_and_follow_updates()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Name).Write(name => name!.ToUpperInvariant());
            model.Combine("both", "-", p => p.Name, p => p.Tags);
        });
        await people.CreateAsync(new Person("1") { Name = "hello", Tags = ["a", "b"] }, Token);
        Assert.Equal("HELLO-a,b", (string?)_shelter.Store.Body("1", "person|1")["both"]);

        await people.UpdateAsync(new("1", "1"), Update.Of<Person>().Set(p => p.Name, "hola"), null, Token);
        Assert.Equal("HOLA-a,b", (string?)_shelter.Store.Body("1", "person|1")["both"]);

        await people.UpdateAsync(new("1", "1"), Update.Of<Person>().Remove(p => p.Tags), null, Token);
        Assert.Equal("HOLA", (string?)_shelter.Store.Body("1", "person|1")["both"]);
    }

    private IRepository<Person> Define(Action<SchemaBuilder<Person>> define, string name = "person") => SettingTests.Define(_shelter, define, name);
}
