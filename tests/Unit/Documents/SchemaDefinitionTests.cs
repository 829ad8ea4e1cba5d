using Virga.Documents;

namespace Unit.Documents;

public sealed class SchemaDefinitionTests
{
    public sealed record Plain(string Id, string Name, int Age);

    public sealed record Reserved(string Key, string Id, string Ttl);

    public sealed record Dated(string Id, DateTime When, IntPtr Pointer);

    public sealed record Tree(string Id, Tree? Parent);

    public abstract class Shape
    {
        public string? Id { get; set; }
    }

    [Fact]
    public void A_definition_without_faults_is_usable_at_once() => Assert.Empty(Cats.Model.Faults);

    [Fact]
    public void A_model_needs_a_key_and_a_partition() => Told(
        Schema.Define<Plain>("plain", _ => { }),
        ("Key", "The model has no key. Add one, as in model.Key(c => c.Id)."),
        ("Partition", "The model has no partition. Add one, as in model.Partition(c => c.ShelterId)."));

    [Theory]
    [InlineData("")]
    [InlineData("_cat")]
    [InlineData("a|b")]
    [InlineData("1cat")]
    [InlineData("cat/dog")]
    public void A_bad_name_is_told(string name) => Assert.Equal("name", Assert.Single(Define(name, _ => { }).Faults).Subject);

    [Fact]
    public void An_exception_in_the_definition_is_a_fault_not_a_type_initializer_exception() =>
        Told(Define("plain", _ => throw new InvalidOperationException("oops")), ("Define", "The definition failed: oops"));

    [Fact]
    public void Names_of_the_framework_are_refused_except_for_the_key() => Told(
        Schema.Define<Reserved>("reserved", model =>
        {
            model.Partition(r => r.Key);
            model.Key(r => r.Key);
        }),
        ("id", "The name 'id' is kept for the framework. Give the property another one with [JsonPropertyName]."),
        ("ttl", "The name 'ttl' is kept for the framework. Give the property another one with [JsonPropertyName]."));

    [Fact]
    public void Types_that_cannot_be_stored_are_told_with_the_fix()
    {
        var faults = Schema.Define<Dated>("dated", model =>
        {
            model.Partition(d => d.Id);
            model.Key(d => d.Id);
        }).Faults;

        Assert.Contains("[JsonConverter]", Assert.Single(faults, fault => fault.Subject == "pointer").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_inside_itself_is_refused() => Assert.Contains("inside", Assert.Single(Schema.Define<Tree>("tree", model =>
    {
        model.Partition(t => t.Id);
        model.Key(t => t.Id);
    }).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void An_abstract_type_is_refused() => Assert.Contains(
        "abstract",
        Assert.Single(Schema.Define<Shape>("shape", model =>
        {
            model.Partition(s => s.Id);
            model.Key(s => s.Id);
        }).Faults).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Contradictions_are_told_all_at_once()
    {
        var faults = Define("plain", model =>
        {
            model.Property(p => p.Age).Range(10, 1);
            model.Property(p => p.Age).Range(0, 10).Default(11);
            model.Property(p => p.Name).Length(5, 2);
            model.Property(p => p.Name).Pattern("(");
            model.Property(p => p.Name).OneOf("a", "b").Default("c");
            model.Property(p => p.Age).Pattern("x");
            model.Property(p => p.Age).Default(NewId.Sortable);
            model.Property(p => p.Name.Length);
            model.Expires(TimeSpan.FromMilliseconds(1));
            model.Container("a/b");
            model.Property(p => p.Name).Alias("age");
        }).Faults;

        Assert.Equal(
            ["age", "age", "age", "age", "Container", "Expires", "name", "name", "name", "name", "p.Name.Length"],
            faults.Select(fault => fault.Subject).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void One_of_must_agree_with_the_other_rules() =>
        Assert.Contains("'toolong'", Assert.Single(Define("plain", model => model.Property(p => p.Name).OneOf("ok", "toolong").Length(1, 3)).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void Timestamps_need_points_in_time_and_names_of_their_own()
    {
        var faults = Define("plain", model =>
        {
            model.Timestamps(createdAt: "age", updatedAt: "_updated");
            model.Computed("_x", p => p.Age);
        }).Faults;

        Assert.Equal(["_updated", "_x", "age"], faults.Select(fault => fault.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_keys_are_one_too_many() => Assert.Contains("2 keys", Assert.Single(Define("plain", model => model.Key(p => p.Name)).Faults).Message, StringComparison.Ordinal);

    [Fact]
    public void The_catalog_throws_every_fault_of_every_model_at_once()
    {
        var catalog = new SchemaCatalog([Define("", _ => { }), Schema.Define<Plain>("plain", _ => { }), Define("same", _ => { }), Define("same", _ => { })]);

        var exception = Assert.Throws<SchemaException>(catalog.Validate);

        Assert.Equal(4, exception.Faults.Length);
        Assert.Contains("plain.Key", exception.Message, StringComparison.Ordinal);
        Assert.Contains("2 models are called 'same'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_faults_has_no_repository() =>
        Assert.Throws<SchemaException>(() => new Shelter().Documents.For(Schema.Define<Plain>("plain", _ => { })));

    private static Schema<Plain> Define(string name, Action<SchemaBuilder<Plain>> define) => Schema.Define<Plain>(name, model =>
    {
        model.Partition(p => p.Id);
        model.Key(p => p.Id);
        define(model);
    });

    private static void Told(Schema schema, params (string Subject, string Message)[] faults) =>
        Assert.Equal(faults, schema.Faults.Select(fault => (fault.Subject, fault.Message)));
}
