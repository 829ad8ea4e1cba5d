using Virga.Documents;
using static Unit.Documents.Schemas.SettingTests;

namespace Unit.Documents.Schemas;

/// <summary>Values that are held to their model and not written: bodies of messages.</summary>
public sealed class RuleCheckTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_rules_hold_those_that_wait_too_wherever_they_are()
    {
        var model = Model(person =>
        {
            person.Property(p => p.Name).Required().ValidateAsync((name, _) => ValueTask.FromResult(name != "Tim"), "No more Tims.");
            person.Property(p => p.Age).Range(0, 40);
            person.Each(p => p.Friends, friend => friend.Each(f => f.Addresses, address => address.Property(a => a.Country).Required()));
            person.Validate(p => p.Tags is null, "No tags.");
        });

        var faults = await model.FaultsOfAsync(new Person("1") { Name = "Tim", Age = 41, Friends = [new("Bob", [new(Street: "x")])], Tags = [] }, Token);

        Assert.Equal(
            [("/name", "No more Tims."), ("/age", "Must be from 0 to 40, not 41."), ("/friends/0/addresses/0/country", "Must have a value."), ("", "No tags.")],
            faults.Select(fault => (fault.Path.ToString(), fault.Message)).OrderBy(fault => Array.IndexOf(["/name", "/age", "/friends/0/addresses/0/country", ""], fault.Item1)));
        Assert.Empty(await model.FaultsOfAsync(new Person("1") { Name = "Tom" }, Token));
    }

    [Fact]
    public async Task Nothing_is_filled_in_or_changed_so_what_has_a_default_may_be_missing()
    {
        var made = 0;
        var model = Model(person =>
        {
            person.Property(p => p.Name).Required().Default(_ => $"made {++made}");
            person.Property(p => p.Guardian).Required().DefaultAsync((_, _) => ValueTask.FromResult<string?>($"made {++made}"));
            person.Property(p => p.Age).Write(_ => throw new InvalidOperationException("a transform ran"));
        });
        var value = new Person("") { Age = 3 };

        Assert.Empty(await model.FaultsOfAsync(value, Token));
        Assert.Equal((0, new Person("") { Age = 3 }), (made, value));
    }

    [Fact]
    public async Task A_value_of_another_type_is_the_callers_bug() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Model(_ => { }).FaultsOfAsync("Tom", Token));

    [Fact]
    public void The_model_of_a_type_is_the_only_one_over_it()
    {
        Schema person = Model(_ => { }), untyped = Schema.Define("thing", thing => thing.Key("id"));

        Assert.Same(person, new SchemaCatalog([person, untyped]).Of(typeof(Person)));
        Assert.Null(new SchemaCatalog([person, Model(_ => { })]).Of(typeof(Person)));
        Assert.Null(new SchemaCatalog([untyped]).Of(typeof(Document)));
        Assert.Null(new SchemaCatalog([person]).Of(typeof(string)));
    }

    private static Schema<Person> Model(Action<SchemaBuilder<Person>> define) => Schema.Define<Person>("person", person =>
    {
        person.Partition(p => p.Id);
        person.Key(p => p.Id);
        define(person);
    });
}
