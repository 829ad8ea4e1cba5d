using System.Text.Json;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

/// <summary>The AsyncAPI 3 document: what the specification demands of its structure, and what it says of the topics.</summary>
public sealed class AsyncApiTests
{
    private static readonly Topic<Adopted> Adoptions = Topic.Define<Adopted>("cat-adopted");

    private static readonly JsonElement Document = Write();

    [Fact]
    public void The_document_has_what_AsyncAPI_3_demands()
    {
        Assert.Equal("3.0.0", Document.GetProperty("asyncapi").GetString());
        Assert.NotEmpty(Document.GetProperty("info").GetProperty("title").GetString()!);
        Assert.NotEmpty(Document.GetProperty("info").GetProperty("version").GetString()!);
        Assert.Equal("app.example.com", Document.GetProperty("servers").GetProperty("app").GetProperty("host").GetString());
        Assert.Equal("https", Document.GetProperty("servers").GetProperty("app").GetProperty("protocol").GetString());
        foreach (var operation in Document.GetProperty("operations").EnumerateObject())
        {
            Assert.Matches("^[A-Za-z0-9_.-]+$", operation.Name);
            Assert.Contains(operation.Value.GetProperty("action").GetString(), (string?[])["send", "receive"]);
            var channel = operation.Value.GetProperty("channel").GetProperty("$ref").GetString()!;
            Assert.Matches("^#/channels/", channel);
            Assert.All(operation.Value.GetProperty("messages").EnumerateArray(), message => Assert.StartsWith(channel + "/messages/", message.GetProperty("$ref").GetString(), StringComparison.Ordinal));
        }

        foreach (var kind in Document.GetProperty("components").EnumerateObject())
        {
            Assert.Contains(kind.Name, (string[])["messages", "schemas"]);
            Assert.All(kind.Value.EnumerateObject(), component => Assert.Matches("^[A-Za-z0-9_.-]+$", component.Name));
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(Document).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(Exists(reference), reference));
        Assert.Equal(2, references.Count(reference => reference.StartsWith("#/components/schemas/cat-adopted-body", StringComparison.Ordinal))); // the payload, and the type's own in itself
    }

    [Fact]
    public void Each_topic_is_a_channel_with_the_schema_of_its_body()
    {
        Assert.Equal(["cat-adopted", "orders.fifo", "parcels"], Document.GetProperty("channels").EnumerateObject().Select(channel => channel.Name));
        var body = Document.GetProperty("components").GetProperty("schemas").GetProperty("cat-adopted-body");
        Assert.Equal(["adopter", "previous"], body.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["adopter", "previous"], body.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        Assert.Contains("FIFO", Document.GetProperty("channels").GetProperty("orders.fifo").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_a_model_is_described_with_its_rules()
    {
        var body = Document.GetProperty("components").GetProperty("schemas").GetProperty("parcels-body");

        Assert.Equal("""["name"]""", body.GetProperty("required").GetRawText());
        Assert.Equal("""{"type":"string","minLength":1,"maxLength":80}""", Property("name"));
        Assert.EndsWith(""","minimum":0,"maximum":1000}""", Property("grams"), StringComparison.Ordinal);
        Assert.Equal("""{"type":["string","null"],"enum":["new","sent",null],"default":"new"}""", Property("status"));
        Assert.Equal("""{"type":["array","null"],"items":{"type":"string","pattern":"^[a-z]+$"}}""", Property("labels"));
        Assert.Equal("""{"type":["object","null"],"properties":{"country":{"type":"string","pattern":"^[A-Z]{2}$"}},"required":["country"]}""", Property("from"));

        string Property(string name) => body.GetProperty("properties").GetProperty(name).GetRawText();
    }

    [Fact]
    public void The_app_sends_to_each_topic_and_its_functions_receive() =>
        Assert.Equal(["send-cat-adopted", "receive-cat-adopted-record", "send-orders.fifo", "send-parcels"], Document.GetProperty("operations").EnumerateObject().Select(operation => operation.Name));

    private static JsonElement Write()
    {
        var description = new AsyncApiDescription(
            new TopicCatalog([Adoptions, Topic.DefineFifo<string>("orders.fifo"), Topic.Define<ModelledParcel>("parcels")]),
            new SubscriberCatalog([new FunctionSubscriber<Adopted, Handler>("record", Adoptions, null, FilterScope.MessageAttributes)]),
            Options.Create(new GatewayOptions { PublicBaseUrl = new Uri("https://app.example.com/base") }),
            new SchemaCatalog([ModelledParcel.Model]));
        using var document = JsonDocument.Parse(description.Document);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Exists(string reference)
    {
        var node = Document;
        return reference.StartsWith("#/", StringComparison.Ordinal)
            && reference[2..].Split('/').All(step => node.ValueKind == JsonValueKind.Object && node.TryGetProperty(step, out node));
    }

    private sealed record Adopted(string Adopter, Adopted? Previous);

    private sealed class Handler : ISubscriber<Adopted>
    {
        public Task HandleAsync(Notification<Adopted> notification, SubscriberContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
