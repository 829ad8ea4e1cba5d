using Virga.Documents;

namespace Unit.Documents;

/// <summary>Aliases, types and unknowns, defaults, write transforms, computed, validation: in this order, all faults at once.</summary>
public sealed class WriteOrderTests
{
    public sealed record Inner(string? Code, int? Count);

    public sealed record Thing(string Id, string? Name, int? Size, Inner? Inner, List<Inner>? Items, string? Label);

    [Fact]
    public void A_default_goes_through_the_transform_and_the_rules()
    {
        var model = Define(thing => thing.Property(t => t.Name).Default(" x ").Write(name => name!.Trim()).Length(1, 1));

        var (document, faults) = WritePipelineTests.Run(model, "{}");

        Assert.Empty(faults);
        Assert.Equal("x", (string?)document["name"]);
    }

    [Fact]
    public void Rules_see_the_transformed_value()
    {
        var model = Define(thing => thing.Property(t => t.Name).Write(name => name!.Trim()).Length(2, 3));

        Assert.Empty(WritePipelineTests.Run(model, """{"name":"  abc  "}""").Faults);
        Assert.Equal(FaultCodes.TooShort, Assert.Single(WritePipelineTests.Run(model, """{"name":"  a  "}""").Faults).Code);
    }

    [Fact]
    public void Transforms_run_one_after_the_other_and_null_leaves_the_attribute_out()
    {
        var model = Define(thing => thing.Property(t => t.Name).Write(name => name!.Trim()).Write(name => name!.Length == 0 ? null : name.ToUpperInvariant()).Required());

        Assert.Equal("AB", (string?)WritePipelineTests.Run(model, """{"name":" ab "}""").Document["name"]);
        Assert.Equal(FaultCodes.Required, Assert.Single(WritePipelineTests.Run(model, """{"name":"  "}""").Faults).Code);
    }

    [Fact]
    public void Computed_attributes_see_transformed_values_and_cannot_be_given()
    {
        var model = Define(thing =>
        {
            thing.Property(t => t.Name).Write(name => name!.Trim());
            thing.Computed("label", t => $"{t.Name}/{t.Size}");
            thing.Computed("shadow", t => t.Size * 2);
        });

        var (document, faults) = WritePipelineTests.Run(model, """{"name":" a ","size":4,"label":"mine"}""");

        Assert.Empty(faults);
        Assert.Equal("a/4", (string?)document["label"]);
        Assert.Equal(8, (int?)document["shadow"]);
    }

    [Fact]
    public void Every_fault_of_every_stage_is_told_at_once()
    {
        var model = Define(thing =>
        {
            thing.Property(t => t.Name).Required();
            thing.Property(t => t.Size).Range(0, 10);
            thing.Property(t => t.Inner!.Code).Pattern("^[a-z]+$");
            thing.Property(t => t.Label).Validate(label => label != "bad", "Must not be bad.");
            thing.Unknown(UnknownAttributes.Refuse);
        });

        var (_, faults) = WritePipelineTests.Run(model, """{"size":11,"inner":{"code":"A","count":"x"},"label":"bad","extra":1}""");

        Assert.Equal(
            [
                ("/extra", FaultCodes.UnknownAttribute), ("/inner/code", FaultCodes.PatternMismatch), ("/inner/count", FaultCodes.WrongType),
                ("/label", FaultCodes.Invalid), ("/name", FaultCodes.Required), ("/size", FaultCodes.OutOfRange),
            ],
            faults.Select(fault => (fault.Path.ToString(), fault.Code)).Order());
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_one_fault_however_many_rules_it_has()
    {
        var model = Define(thing => thing.Property(t => t.Name).Length(3, 5).Pattern("^x").OneOf("xyz").Write(name => name!.Trim()));

        Assert.Equal(FaultCodes.WrongType, Assert.Single(WritePipelineTests.Run(model, """{"name":5}""").Faults).Code);
    }

    [Fact]
    public void Required_inside_an_object_asks_only_where_the_object_is()
    {
        var model = Define(thing => thing.Property(t => t.Inner!.Code).Required());

        Assert.Empty(WritePipelineTests.Run(model, "{}").Faults);
        Assert.Equal("/inner/code", Assert.Single(WritePipelineTests.Run(model, """{"inner":{}}""").Faults).Path.ToString());
    }

    [Fact]
    public void Another_name_is_accepted_and_both_at_once_are_not()
    {
        var model = Define(thing => thing.Property(t => t.Name).Alias("title", "caption"));

        Assert.Equal("x", (string?)WritePipelineTests.Run(model, """{"title":"x"}""").Document["name"]);
        var fault = Assert.Single(WritePipelineTests.Run(model, """{"name":"y","caption":"x"}""").Faults);
        Assert.Equal(("/caption", FaultCodes.AliasConflict), (fault.Path.ToString(), fault.Code));
    }

    [Fact]
    public void Unknown_attributes_are_kept_when_the_model_says_so()
    {
        var model = Define(thing => thing.Unknown(UnknownAttributes.Keep));

        var (document, faults) = WritePipelineTests.Run(model, """{"extra":{"a":[1]},"_hidden":1}""");

        Assert.Equal("""{"a":[1]}""", document["extra"]!.ToJsonString());
        Assert.Equal("/_hidden", Assert.Single(faults).Path.ToString());
    }

    [Fact]
    public void Lengths_count_elements_of_lists()
    {
        var model = Define(thing => thing.Property(t => t.Items).Length(1, 2));

        Assert.Equal(FaultCodes.TooShort, Assert.Single(WritePipelineTests.Run(model, """{"items":[]}""").Faults).Code);
        Assert.Equal(FaultCodes.TooLong, Assert.Single(WritePipelineTests.Run(model, """{"items":[{},{},{}]}""").Faults).Code);
    }

    [Fact]
    public void A_key_that_is_too_long_is_a_fault()
    {
        var (_, faults) = WritePipelineTests.Run(Define(_ => { }), $$"""{"id":"{{new string('x', 1020)}}"}""");

        Assert.Equal(("/id", FaultCodes.TooLong), (faults[0].Path.ToString(), faults[0].Code));
    }

    private static Schema<Thing> Define(Action<SchemaBuilder<Thing>> define)
    {
        var schema = Schema.Define<Thing>("thing", thing =>
        {
            thing.Partition(t => t.Id);
            thing.Key(t => t.Id);
            define(thing);
        });
        Assert.Empty(schema.Faults);
        return schema;
    }
}
