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

    private IRepository<Person> Define(Action<SchemaBuilder<Person>> define, string name = "person") => Define(_shelter, define, name);

    internal static IRepository<Person> Define(Shelter shelter, Action<SchemaBuilder<Person>> define, string name)
    {
        var model = Schema.Define<Person>(name, person =>
        {
            person.Partition(p => p.Id);
            person.Key(p => p.Id);
            define(person);
        });
        Assert.Empty(model.Faults);
        return shelter.Documents.For(model);
    }
}
