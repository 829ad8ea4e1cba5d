using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>What can be said of a property, beside its type.</summary>
public sealed class SettingTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    public sealed record Address(string? Country = null, string? Street = null);

    public sealed record Friend(string Name, List<Address>? Addresses = null);

    public sealed record Person(string Id)
    {
        public string? Name { get; init; }
        public int? Age { get; init; }
        public bool? Data { get; init; }
        public string? Guardian { get; init; }
        public Address? Address { get; init; }
        public List<Friend>? Friends { get; init; }
        public List<string>? Tags { get; init; }
        public Dictionary<string, Address>? Places { get; init; }
    }

    [Fact]
    public async Task What_is_required_inside_lists_is_told_with_its_position_and_nothing_is_written()
    {
        var people = Define(model => model.Each(p => p.Friends, friend =>
            friend.Each(f => f.Addresses, address => address.Property(a => a.Country).Required())));

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => people.CreateAsync(
            new Person("1") { Friends = [new("Bob", [new("world")]), new("Tim", [new("moon"), new(Street: "x")])] }, Token));

        var fault = Assert.Single(invalid.Faults);
        Assert.Equal(("/friends/1/addresses/1/country", FaultCodes.Required), (fault.Path.ToString(), fault.Code));
        Assert.Empty(_shelter.Store.Writes);
    }

    [Fact]
    public async Task A_default_inside_an_object_applies_where_the_object_is()
    {
        static void Country(ObjectBuilder<Address> address) => address.Property(a => a.Country).Default("world");
        var people = Define(model => model.Object(p => p.Address!, Country));
        var defaulted = Define(model => model.Object(p => p.Address!, Country).Default(new Address()), "defaulted");

        Assert.Equal(new Address("world", "hello"), (await people.CreateAsync(new Person("1") { Address = new(Street: "hello") }, Token)).Value.Address);
        Assert.Null((await people.CreateAsync(new Person("2"), Token)).Value.Address);
        Assert.Equal(new Address("world"), (await defaulted.CreateAsync(new Person("3"), Token)).Value.Address);
    }

    [Fact]
    public async Task A_nested_definition_is_reused_in_several_places()
    {
        static void Strict(ObjectBuilder<Address> address) => address.Property(a => a.Country).Required();
        var people = Define(model =>
        {
            model.Object(p => p.Address!, Strict);
            model.EachValue(p => p.Places, Strict);
        });

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => people.CreateAsync(
            new Person("1") { Address = new(), Places = new() { ["home"] = new() } }, Token));

        Assert.Equal(["/address/country", "/places/home/country"], invalid.Faults.Select(fault => fault.Path.ToString()));
    }

    [Fact]
    public async Task A_property_can_be_required_of_some_documents()
    {
        var people = Define(model => model.Property(p => p.Guardian).RequiredWhen(p => p.Age < 18));

        await people.CreateAsync(new Person("1") { Age = 18 }, Token);
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => people.CreateAsync(new Person("2") { Age = 17 }, Token));

        Assert.Equal("/guardian", Assert.Single(invalid.Faults).Path.ToString());
    }

    [Fact]
    public async Task All_rules_are_checked_and_all_faults_told_at_once()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Age).OneOf(5);
            model.Property(p => p.Name).Pattern("^[A-Z]").Length(2);
            model.Property(p => p.Guardian).Validate((guardian, p) => guardian != p.Name, "Must be somebody else.");
            model.Property(p => p.Data).ValidateAsync(async (data, token) =>
            {
                await Task.Yield();
                return data == true;
            }, "Must be agreed to.");
            model.Elements(p => p.Tags).Length(1, 3);
            model.Validate(p => p.Tags?.Count != 2, "Must not have two tags.");
        });

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => people.CreateAsync(
            new Person("1") { Age = 4, Name = "a", Guardian = "a", Data = false, Tags = ["ok", "toolong"] }, Token));

        Assert.Equal(
            [("", "invalid"), ("/age", "not-allowed"), ("/data", "invalid"), ("/guardian", "invalid"), ("/name", "pattern-mismatch"), ("/name", "too-short"), ("/tags/1", "too-long")],
            invalid.Faults.Select(fault => (fault.Path.ToString(), fault.Code)).Order());
        Assert.Empty(_shelter.Store.Writes);
    }

    [Fact]
    public async Task A_rule_is_not_asked_about_absence_and_is_asked_about_false()
    {
        var asked = new List<object?>();
        var people = Define(model =>
        {
            model.Property(p => p.Age).Validate(age => Ask(age), "never");
            model.Property(p => p.Data).Validate(data => Ask(data), "never");
        });

        await people.CreateAsync(new Person("1") { Data = false }, Token);

        Assert.Equal([false], asked);

        bool Ask(object? value)
        {
            asked.Add(value);
            return true;
        }
    }

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

    [Fact]
    public async Task Aliases_work_at_any_depth()
    {
        var people = Define(model =>
        {
            model.Property(p => p.Name).Alias("title");
            model.Object(p => p.Address!, address => address.Property(a => a.Country).Alias("land"));
        });

        var created = await people.Json.CreateAsync("1", Cats.Json("""{"id":"1","title":"Tom","address":{"land":"no"}}"""), Token);

        Assert.Equal("""{"id":"1","address":{"country":"no"},"name":"Tom"}""", created.Value.ToJsonString());
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

    [Fact]
    public async Task What_looks_like_a_wire_format_is_data()
    {
        var model = Schema.Define("wire", wire =>
        {
            wire.Partition("id");
            wire.Key("id");
            wire.Unknown(UnknownAttributes.Keep);
        });
        var things = new Shelter().Documents.For(model);
        var given = """{"id":"1","name":{"S":"hello"},"list":{"L":[{"N":"1"}]}}""";

        await things.Json.CreateAsync("1", Cats.Json(given), Token);

        Assert.Equal(given, (await things.Json.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.ToJsonString());
    }

    [Fact]
    public async Task The_value_given_is_never_changed()
    {
        var people = Define(model => model.Elements(p => p.Tags));
        var person = new Person("1") { Tags = ["a"], Address = new("x") };
        var before = person with { };

        await people.CreateAsync(person, Token);

        Assert.Equal(before, person);
        Assert.Equal(["a"], person.Tags);
    }

    private IRepository<Person> Define(Action<SchemaBuilder<Person>> define, string name = "person")
    {
        var model = Schema.Define<Person>(name, person =>
        {
            person.Partition(p => p.Id);
            person.Key(p => p.Id);
            define(person);
        });
        Assert.Empty(model.Faults);
        return _shelter.Documents.For(model);
    }
}
