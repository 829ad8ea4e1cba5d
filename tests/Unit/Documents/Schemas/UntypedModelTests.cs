using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>Models without a CLR type, defined in code or by JSON Schema.</summary>
public sealed class UntypedModelTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    private static readonly Schema<Document> Model = Schema.Define("cat", cat =>
    {
        cat.Partition("shelterId");
        cat.Key("id").Default(NewId.Sortable);
        cat.Property<string>("name").Required().Length(1, 80).Write(name => name.Trim());
        cat.Property<int>("age").Range(0, 40);
        cat.Property<string>("mood").OneOf("calm", "wild").Default("calm");
        cat.Property<DateTimeOffset>("seen").StoredAs(DateStorage.Seconds);
        cat.Object("home", home => home.Property<string>("city").Required());
        cat.Each("toys", toy => toy.Property<string>("name").Required());
        cat.Computed("label", c => $"{c.Get<string>("name")} ({c.Get<int>("age")})");
        cat.Timestamps();
    });

    [Fact]
    public async Task The_same_engine_works_without_a_type()
    {
        Assert.Empty(Model.Faults);
        var cats = _shelter.Documents.For(Model);

        var created = await cats.CreateAsync(Document.Parse("""{"shelterId":"oslo","name":" Tom ","age":3,"seen":"1970-01-01T00:00:05Z","home":{"city":"x","gone":1}}"""), Token);
        var read = (await cats.GetAsync(created.Key, cancellationToken: Token))!.Value;

        Assert.Equal(("Tom", "calm", "Tom (3)", """{"city":"x"}"""), ((string?)read["name"], read.Get<string>("mood"), (string?)read["label"], read["home"]!.ToJsonString()));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(5), read.Get<DateTimeOffset>("seen"));
        Assert.Equal("5", _shelter.Store.Body("oslo", "cat|" + created.Key.Id)["seen"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(created.Value.Json, read.Json));
    }

    [Fact]
    public async Task All_faults_of_a_document_without_a_type_are_told_with_their_places()
    {
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => _shelter.Documents.For(Model).CreateAsync(
            Document.Parse("""{"shelterId":"oslo","age":"3","mood":"sad","home":{},"toys":[{"name":"ball"},{}]}"""), Token));

        Assert.Equal(
            [("/age", "wrong-type"), ("/home/city", "required"), ("/mood", "not-allowed"), ("/name", "required"), ("/toys/1/name", "required")],
            invalid.Faults.Select(fault => (fault.Path.ToString(), fault.Code)).Order());
    }

    [Fact]
    public void Conditions_name_attributes_by_text_and_compare_with_stored_forms()
    {
        var condition = Model.Condition(c => c.Get<DateTimeOffset>("seen") > DateTimeOffset.UnixEpoch && c.Get<int>("age") == 3);

        Assert.True(ConditionEvaluator.Matches(condition, Cats.Json("""{"seen":5,"age":3}""")));
        Assert.False(ConditionEvaluator.Matches(condition, Cats.Json("""{"seen":0,"age":3}""")));
    }

    [Fact]
    public async Task A_json_schema_is_a_model_at_run_time()
    {
        var model = Schema.FromJsonSchema("order", Cats.Json("""
            {
              "type": "object",
              "required": ["customer", "lines"],
              "additionalProperties": false,
              "properties": {
                "customer": {"type": "string"},
                "number": {"type": "string", "format": "uuid"},
                "state": {"enum": ["open", "sent"], "type": "string", "default": "open"},
                "version": {"const": 1, "type": "integer"},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "maxItems": 2},
                "note": {"type": ["string", "null"], "maxLength": 3, "pattern": "^[a-z]*$"},
                "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}}
              },
              "$defs": {"line": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}, "count": {"type": "integer", "minimum": 1, "maximum": 9}}}}
            }
            """), order =>
        {
            order.Partition("customer");
            order.Key("number").Default(NewId.Random);
        });
        Assert.Empty(model.Faults);
        var orders = _shelter.Documents.For(model);

        var created = await orders.CreateAsync(Document.Parse("""{"customer":"c","tags":["a","a"],"lines":[{"sku":"x","count":2}]}"""), Token);
        Assert.Equal(("open", 1, """["a"]"""), (created.Value.Get<string>("state"), created.Value.Get<int>("version"), created.Value["tags"]!.ToJsonString()));

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => orders.CreateAsync(
            Document.Parse("""{"customer":"c","state":"x","version":2,"note":"ABCD","lines":[{"count":10}],"more":1}"""), Token));
        Assert.Equal(
            ["/lines/0/count", "/lines/0/sku", "/more", "/note", "/note", "/state", "/version"],
            invalid.Faults.Select(fault => fault.Path.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_json_schema_says_that_cannot_be_held_to_is_told_not_passed_over()
    {
        var faults = Schema.FromJsonSchema("odd", Cats.Json("""
            {"properties": {"id": {"type": "string"}, "a": {"type": "string", "not": {}}, "b": {"type": "nothing"}, "c": {"$ref": "elsewhere"}, "d": {"type": "number", "multipleOf": 3}}, "if": {}}
            """), odd =>
        {
            odd.Partition("id");
            odd.Key("id");
        }).Faults;

        Assert.Equal(["a", "b", "c", "d", "if"], faults.Select(fault => fault.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_survives_the_way_through_its_json_schema()
    {
        var schema = Model.ToJsonSchema(SchemaView.Create);

        var again = Schema.FromJsonSchema("cat", schema, cat =>
        {
            cat.Partition("shelterId");
            cat.Key("id");
        });

        Assert.Empty(again.Faults);
        Assert.True(JsonNode.DeepEquals(schema["properties"], again.ToJsonSchema(SchemaView.Create)["properties"]));
    }

    [Fact]
    public void A_name_with_a_dot_or_a_second_time_is_told() => Assert.Equal(
        ["a.b", "name"],
        Schema.Define("wrong", model =>
        {
            model.Partition("id");
            model.Key("id");
            model.Property<int>("a.b");
            model.Property<string>("name");
            model.Object("name", _ => { });
        }).Faults.Select(fault => fault.Subject).Order(StringComparer.Ordinal));
}
