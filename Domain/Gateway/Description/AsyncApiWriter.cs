using System.Text.Json.Nodes;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Writes the AsyncAPI document: a channel and a message for each topic, its body's schema by the exporter that OpenAPI's are made with, and with the rules of the body's model.</summary>
internal sealed class AsyncApiWriter(TopicCatalog topics, SubscriberCatalog subscribers, SchemaCatalog? schemas, GatewayOptions options)
{
    private readonly JsonObject _channels = [];
    private readonly JsonObject _operations = [];
    private readonly JsonObject _messages = [];
    private readonly JsonObject _schemas = new() { ["attributes"] = Attributes() };

    public JsonObject Write()
    {
        foreach (var topic in topics.Topics)
        {
            Add(topic);
        }

        var document = new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = options.Title, ["version"] = options.Version },
            ["defaultContentType"] = JsonBody.Json,
        };
        if (options.PublicBaseUrl is { } url)
        {
            document["servers"] = new JsonObject
            {
                ["app"] = new JsonObject
                {
                    ["host"] = url.Authority,
                    ["pathname"] = url.AbsolutePath,
                    ["protocol"] = url.Scheme,
                    ["description"] = "Publish and subscribe over HTTP: see the OpenAPI document.",
                },
            };
        }

        document["channels"] = _channels;
        document["operations"] = _operations;
        document["components"] = new JsonObject { ["messages"] = _messages, ["schemas"] = _schemas };
        return document;
    }

    private void Add(Topic topic)
    {
        // Names of channels, messages and schemas are letters, digits, dashes, underscores and dots: a topic's name is.
        var name = topic.Name;
        _schemas[$"{name}-body"] = Body(topic);
        _messages[name] = new JsonObject
        {
            ["name"] = topic.BodyType.Name.Split('`')[0],
            ["contentType"] = JsonBody.Json,
            ["headers"] = Reference(Pointer("schemas", "attributes")),
            ["payload"] = Reference(Pointer("schemas", $"{name}-body")),
        };
        _channels[name] = new JsonObject
        {
            ["address"] = name,
            ["description"] = topic.IsFifo ? "A FIFO topic: the order of a group is kept." : "A standard topic.",
            ["messages"] = new JsonObject { [name] = Reference(Pointer("messages", name)) },
        };
        Add($"send-{name}", "send", name, "The app publishes to the topic.");
        foreach (var subscriber in subscribers.NamesOf(name))
        {
            Add($"receive-{name}-{subscriber}", "receive", name, $"The app's function '{subscriber}' subscribes to the topic.");
        }
    }

    private JsonObject Body(Topic topic)
    {
        var schema = ComponentSchemas.OfType(topic.BodyType, topic.Json, Pointer("schemas", $"{topic.Name}-body"));
        if (schemas?.Of(topic.BodyType) is { } model)
        {
            ModelKeywords.Add(schema, model.ToJsonSchema(SchemaView.Create));
        }

        return schema;
    }

    private void Add(string operation, string action, string topic, string summary) => _operations[operation] = new JsonObject
    {
        ["action"] = action,
        ["channel"] = Reference($"#/channels/{topic}"),
        ["summary"] = summary,
        ["messages"] = new JsonArray(Reference($"#/channels/{topic}/messages/{topic}")),
    };

    private static JsonObject Reference(string pointer) => new() { ["$ref"] = pointer };

    private static string Pointer(string kind, string name) => $"#/components/{kind}/{name}";

    private static JsonObject Attributes() => new()
    {
        ["type"] = "object",
        ["description"] = "The message's attributes, by name.",
        ["additionalProperties"] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("Type", "Value"),
            ["properties"] = new JsonObject
            {
                ["Type"] = new JsonObject { ["type"] = "string", ["description"] = "String, Number, Binary or String.Array, the first three also with a suffix." },
                ["Value"] = new JsonObject { ["type"] = "string" },
            },
        },
    };
}
