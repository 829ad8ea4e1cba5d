using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>The order of the pipeline and the normal form of every type.</summary>
public sealed class WritePipelineTests
{
    private static readonly WriteMoment Moment = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), (_, _) => Guid.Empty);

    public sealed record Everything(string Id)
    {
        public string? Text { get; init; }
        public int? Int { get; init; }
        public long? Long { get; init; }
        public byte? Byte { get; init; }
        public double? Double { get; init; }
        public float? Float { get; init; }
        public decimal? Decimal { get; init; }
        public bool? Bool { get; init; }
        public Guid? Guid { get; init; }
        public Coat? Enum { get; init; }
        public DateTimeOffset? Instant { get; init; }
        public DateOnly? Date { get; init; }
        public TimeOnly? Time { get; init; }
        public TimeSpan? Span { get; init; }
        public char? Char { get; init; }
        public byte[]? Bytes { get; init; }
        public Uri? Uri { get; init; }
        public List<int>? Numbers { get; init; }
        public HashSet<string>? Tags { get; init; }
        public Dictionary<string, Home>? Homes { get; init; }
        public List<Home>? Past { get; init; }
        public JsonObject? Any { get; init; }

        [JsonPropertyName("renamed")]
        public string? Other { get; init; }

        [JsonIgnore]
        public string? Ignored { get; init; }
    }

    private static readonly Schema<Everything> Model = Schema.Define<Everything>("everything", model =>
    {
        model.Partition(e => e.Id);
        model.Key(e => e.Id);
    });

    public static TheoryData<string, string> NormalForms => new()
    {
        { """{"text":""}""", """{"text":""}""" },
        { """{"int":3.0}""", """{"int":3}""" },
        { """{"int":3e2}""", """{"int":300}""" },
        { """{"long":9007199254740992}""", """{"long":9007199254740992}""" },
        { """{"double":1e3}""", """{"double":1e3}""" },
        { """{"decimal":0.1}""", """{"decimal":0.1}""" },
        { """{"guid":"0F8FAD5B-D9CB-469F-A165-70867728950E"}""", """{"guid":"0f8fad5b-d9cb-469f-a165-70867728950e"}""" },
        { """{"enum":"longHaired"}""", """{"enum":"longHaired"}""" },
        { """{"instant":"2026-01-02T03:04:05+02:00"}""", """{"instant":"2026-01-02T01:04:05.0000000Z"}""" },
        { """{"instant":"2026-01-02T03:04:05.5Z"}""", """{"instant":"2026-01-02T03:04:05.5000000Z"}""" },
        { """{"time":"03:04"}""", """{"time":"03:04:00.0000000"}""" },
        { """{"span":"1.02:03:04"}""", """{"span":"1.02:03:04"}""" },
        { """{"tags":["b","a","b"]}""", """{"tags":["b","a"]}""" },
        { """{"homes":{"a":{"street":"x","floor":1.0}}}""", """{"homes":{"a":{"street":"x","floor":1}}}""" },
        { """{"any":{"x":[1,null]}}""", """{"any":{"x":[1,null]}}""" },
        { """{"text":null,"int":null}""", "{}" },
        { """{"past":[{"street":"x","city":null}]}""", """{"past":[{"street":"x"}]}""" },
        { """{"unknown":1,"ignored":"x","past":[{"street":"x","more":1}]}""", """{"past":[{"street":"x"}]}""" },
        { """{"renamed":"x"}""", """{"renamed":"x"}""" },
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { """{"text":1}""", "/text", FaultCodes.WrongType },
        { """{"int":"1"}""", "/int", FaultCodes.WrongType },
        { """{"int":1.5}""", "/int", FaultCodes.WrongType },
        { """{"int":2147483648}""", "/int", FaultCodes.WrongType },
        { """{"byte":256}""", "/byte", FaultCodes.WrongType },
        { """{"int":1e400}""", "/int", FaultCodes.WrongType },
        { """{"long":9007199254740993}""", "/long", FaultCodes.NotExact },
        { """{"decimal":0.12345678901234567}""", "/decimal", FaultCodes.NotExact },
        { """{"double":1e400}""", "/double", FaultCodes.WrongType },
        { """{"float":1e200}""", "/float", FaultCodes.WrongType },
        { """{"bool":"true"}""", "/bool", FaultCodes.WrongType },
        { """{"guid":"x"}""", "/guid", FaultCodes.WrongType },
        { """{"enum":"LongHaired"}""", "/enum", FaultCodes.WrongType },
        { """{"enum":1}""", "/enum", FaultCodes.WrongType },
        { """{"instant":"2026-01-02T03:04:05"}""", "/instant", FaultCodes.WrongType },
        { """{"instant":"2026-13-02T03:04:05Z"}""", "/instant", FaultCodes.WrongType },
        { """{"instant":5}""", "/instant", FaultCodes.WrongType },
        { """{"date":"2026-02-30"}""", "/date", FaultCodes.WrongType },
        { """{"span":"soon"}""", "/span", FaultCodes.WrongType },
        { """{"char":"ab"}""", "/char", FaultCodes.WrongType },
        { """{"bytes":"*"}""", "/bytes", FaultCodes.WrongType },
        { """{"numbers":{}}""", "/numbers", FaultCodes.WrongType },
        { """{"numbers":[1,"2"]}""", "/numbers/1", FaultCodes.WrongType },
        { """{"numbers":[1,null]}""", "/numbers/1", FaultCodes.WrongType },
        { """{"homes":[]}""", "/homes", FaultCodes.WrongType },
        { """{"homes":{"a/b":{"street":1}}}""", "/homes/a~1b/street", FaultCodes.WrongType },
        { """{"past":[{"street":"x"},{"street":1}]}""", "/past/1/street", FaultCodes.WrongType },
        { """{"any":[]}""", "/any", FaultCodes.WrongType },
    };

    [Theory]
    [MemberData(nameof(NormalForms))]
    public void A_value_gets_its_one_normal_form(string given, string normal)
    {
        var (document, faults) = Run(Model, given);

        Assert.Empty(faults);
        document.Remove("id");
        Assert.Equal(normal, document.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wrong_value_is_a_fault_with_its_pointer(string given, string pointer, string code)
    {
        var (_, faults) = Run(Model, given);

        var fault = Assert.Single(faults);
        Assert.Equal((pointer, code), (fault.Path.ToString(), fault.Code));
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public void Values_made_in_code_are_treated_as_parsed_ones()
    {
        var document = new JsonObject { ["id"] = "1", ["int"] = 3, ["long"] = 4L, ["decimal"] = 0.5m, ["double"] = 1.5f, ["guid"] = JsonValue.Create(Guid.Empty), ["text"] = "x", ["bool"] = true };

        var scope = new FaultScope();
        new WritePipeline(Model).Prepare(document, WriteTarget.FromDocument, Moment, scope);

        Assert.Empty(scope.Faults);
        Assert.Equal("""{"id":"1","int":3,"long":4,"decimal":0.5,"double":1.5,"guid":"00000000-0000-0000-0000-000000000000","text":"x","bool":true}""", document.ToJsonString());
    }

    [Fact]
    public async Task Not_a_number_is_a_fault_not_an_exception()
    {
        var shelter = new Shelter();

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => shelter.Cats.CreateAsync(Cats.Tom with { Weight = double.NaN }, TestContext.Current.CancellationToken));

        Assert.Equal("/weight", invalid.Faults[0].Path.ToString());
    }

    internal static (JsonObject Document, IReadOnlyList<DocumentFault> Faults) Run(Schema schema, string json)
    {
        var document = Cats.Json(json);
        document.TryAdd("id", "1");
        var scope = new FaultScope();
        new WritePipeline(schema).Prepare(document, WriteTarget.FromDocument, Moment, scope);
        return (document, scope.Faults);
    }
}
