using Virga.Documents;

namespace Unit.Documents;

public sealed class JsonSchemaTests
{
    [Fact]
    public void What_is_read_has_everything_with_what_the_framework_writes()
    {
        var schema = Cats.Model.ToJsonSchema();

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.Equal("cat", (string?)schema["title"]);
        Assert.Equal("""["id","shelterId","name","mood","createdAt","updatedAt"]""", schema["required"]!.ToJsonString());
        Assert.Equal("""{"type":"string","readOnly":true}""", schema["properties"]!["id"]!.ToJsonString());
        Assert.Equal("""{"type":"string","minLength":1,"maxLength":80}""", schema["properties"]!["name"]!.ToJsonString());
        Assert.Equal("""{"type":"integer","format":"int32","minimum":0,"maximum":40}""", schema["properties"]!["age"]!.ToJsonString());
        Assert.Equal("""{"type":"string","enum":["calm","playful","wild"],"default":"calm"}""", schema["properties"]!["mood"]!.ToJsonString());
        Assert.Equal("""{"type":"string","format":"date-time","readOnly":true}""", schema["properties"]!["createdAt"]!.ToJsonString());
        Assert.Equal("""{"type":"array","items":{"type":"string"}}""", schema["properties"]!["notes"]!.ToJsonString());
        Assert.Equal("""{"type":"string","enum":["short","longHaired"]}""", schema["properties"]!["coat"]!.ToJsonString());
        Assert.Equal("""{"type":"string","format":"date"}""", schema["properties"]!["born"]!.ToJsonString());
        Assert.Equal("""{"type":"object","additionalProperties":{"type":"integer","format":"int32"}}""", schema["properties"]!["visits"]!.ToJsonString());
        Assert.Equal(
            """{"type":"object","properties":{"street":{"type":"string"},"city":{"type":"string","minLength":2,"maxLength":40},"floor":{"type":"integer","format":"int32"}}}""",
            schema["properties"]!["home"]!.ToJsonString());
    }

    [Theory]
    [InlineData(SchemaView.Create)]
    [InlineData(SchemaView.Replace)]
    public void What_is_sent_lacks_what_the_framework_writes(SchemaView view)
    {
        var schema = Cats.Model.ToJsonSchema(view);

        Assert.Equal("""["name"]""", schema["required"]!.ToJsonString());
        Assert.Null(schema["properties"]!["createdAt"]);
        Assert.Equal("""{"type":"string"}""", schema["properties"]!["id"]!.ToJsonString());
    }

    [Fact]
    public void A_merge_patch_requires_nothing_and_null_removes()
    {
        var schema = Cats.Model.ToJsonSchema(SchemaView.Merge);

        Assert.Null(schema["required"]);
        Assert.Equal("""{"type":["integer","null"],"format":"int32","minimum":0,"maximum":40}""", schema["properties"]!["age"]!.ToJsonString());
        Assert.Equal("""{"type":["string","null"],"enum":["calm","playful","wild",null]}""", schema["properties"]!["mood"]!.ToJsonString());
        Assert.Equal("string", (string?)schema["properties"]!["name"]!["type"]);
    }

    [Fact]
    public void A_model_that_refuses_the_unknown_says_so() =>
        Assert.False((bool)Schema.Define<Home>("home", model => model.Unknown(UnknownAttributes.Refuse)).ToJsonSchema()["additionalProperties"]!);

    public sealed record Node(string Id, Branch? Branch);

    public sealed record Branch(string Name, List<Branch> Branches);

    [Fact]
    public void Types_inside_themselves_end_somewhere()
    {
        var schema = Schema.Define<Node>("node", model =>
        {
            model.Partition(n => n.Id);
            model.Key(n => n.Id);
            model.Property(n => n.Branch!.Name).Length(1, 3);
        });

        Assert.Empty(schema.Faults);
        Assert.InRange(schema.ToJsonSchema().ToJsonString().Length, 100, 10_000);
        Assert.Equal("/branch/branches/0/name", Assert.Single(WritePipelineTests.Run(schema, """{"branch":{"name":"a","branches":[{"name":"long","branches":[]}]}}""").Faults).Path.ToString());
    }
}
