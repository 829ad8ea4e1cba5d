using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Holds messages that come over HTTP to the types of the topics that the code defines, as the AsyncAPI document describes them, for a handler could not read any other;
/// and to the types' rules: their data annotations, and the model's where the type has one.</summary>
public sealed class TopicBodies(TopicCatalog topics, SchemaCatalog? schemas = null)
{
    private readonly BodyRules _rules = new();
    private readonly ModelRules _models = new(schemas);
    private readonly ConcurrentDictionary<Topic, JsonTypeInfo> _types = new();

    /// <summary>What is wrong with a message; nothing when it fits, and for topics made at run time, of whose messages nothing is known.</summary>
    /// <remarks>Of a structured message the body that functions get is looked at: <c>lambda</c>, else <c>default</c>. What SNS has a text for, an empty message or a structure without <c>default</c>, is left to publishing.</remarks>
    /// <param name="topic">The topic's name, or its ARN.</param>
    /// <param name="message">The message, text.</param>
    /// <param name="isStructured">Whether it is a JSON object with a body for each protocol.</param>
    /// <param name="pointer">Where the message is in the request, a JSON pointer.</param>
    /// <param name="cancellationToken">Stops rules of a model that wait.</param>
    public async ValueTask<IReadOnlyList<ProblemError>> FaultsAsync(string topic, string message, bool isStructured, string pointer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(message);
        if (message.Length == 0 || topics.Find(topic[(topic.LastIndexOf(':') + 1)..]) is not { } defined)
        {
            return [];
        }

        if (isStructured)
        {
            if (ForFunctions(message) is not var (protocol, own))
            {
                return [];
            }

            (message, pointer) = (own, $"{pointer}/{protocol}");
        }

        try
        {
            using var json = JsonDocument.Parse(message, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return [.. (await FaultsAsync(_types.GetOrAdd(defined, TypeOf), json.RootElement, cancellationToken).ConfigureAwait(false)).Select(fault => fault with { Pointer = pointer + fault.Pointer })];
        }
        catch (JsonException)
        {
            return [new ProblemError(pointer, "wrong-type", $"A message of topic '{defined.Name}' is the JSON of its type; this is not JSON.")];
        }
    }

    private async ValueTask<IReadOnlyList<ProblemError>> FaultsAsync(JsonTypeInfo type, JsonElement message, CancellationToken cancellationToken)
    {
        var (value, faults) = TypedBodyReader.Read(type, message);
        return value is null ? faults : [.. _rules.Faults(type, value), .. await _models.FaultsAsync(type.Type, value, cancellationToken).ConfigureAwait(false)];
    }

    private static JsonTypeInfo TypeOf(Topic topic) =>
        new JsonSerializerOptions(topic.Json) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true }.GetTypeInfo(topic.BodyType);

    private static (string Protocol, string Body)? ForFunctions(string structured)
    {
        try
        {
            using var json = JsonDocument.Parse(structured);
            foreach (var protocol in (string[])["lambda", "default"])
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(protocol, out var body) && body.ValueKind == JsonValueKind.String)
                {
                    return (protocol, body.GetString()!);
                }
            }
        }
        catch (JsonException)
        {
            // Publishing tells it in SNS's words.
        }

        return null;
    }
}
