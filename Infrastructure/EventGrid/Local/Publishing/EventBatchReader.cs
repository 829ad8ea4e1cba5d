using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>Turns a request's body into events, or into every reason why it is none.</summary>
internal sealed class EventBatchReader(LocalEventGridOptions options)
{
    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false };

    /// <summary>The events, or the refusal.</summary>
    public (IReadOnlyList<PublishedEvent> Events, PublishReply? Refusal) Read(LocalTopic topic, string? contentType, ReadOnlyMemory<byte> body)
    {
        var isBatch = IsBatch(topic.Schema, contentType);
        if (isBatch is null)
        {
            return ([], WrongSchema(topic, contentType));
        }

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            root = document.RootElement.Clone();
            ReadStrings(body.Span);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ([], PublishReply.BadRequest($"The body is not JSON: {error.Message}"));
        }

        var expected = isBatch.Value ? JsonValueKind.Array : JsonValueKind.Object;
        if (root.ValueKind != expected)
        {
            return ([], PublishReply.BadRequest($"The body is a JSON {root.ValueKind}; content type '{contentType}' goes with a JSON {expected}."));
        }

        return Events(topic, isBatch.Value ? [.. root.EnumerateArray()] : [root]);
    }

    // An escaped surrogate without its other half is JSON to a parser, and text to nobody that reads it later.
    private static void ReadStrings(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
    }

    private (IReadOnlyList<PublishedEvent> Events, PublishReply? Refusal) Events(LocalTopic topic, JsonElement[] elements)
    {
        if (elements.Length > options.MaximumRequestEvents)
        {
            return ([], PublishReply.TooLarge($"The request has {elements.Length} events; {options.MaximumRequestEvents} is the limit."));
        }

        var faults = new List<string>();
        var events = new List<PublishedEvent>(elements.Length);
        for (var index = 0; index < elements.Length; index++)
        {
            var raw = JsonMarshal.GetRawUtf8Value(elements[index]);
            if (raw.Length > options.MaximumEventBytes)
            {
                return ([], PublishReply.TooLarge($"Event {index} has {raw.Length} bytes; {options.MaximumEventBytes} is the limit."));
            }

            var before = faults.Count;
            faults.AddRange(Rules(topic, elements[index]).Select(fault => $"[{index}].{fault}"));
            if (faults.Count == before)
            {
                events.Add(topic.Schema == EventGridSchema.CloudEvents
                    ? new PublishedEvent(topic.Schema, elements[index], raw.ToArray())
                    : EventGridEvents.Stamp(topic, elements[index]));
            }
        }

        return faults.Count == 0 ? (events, null) : ([], PublishReply.BadRequest("One or more events are not valid; none was accepted.", faults));
    }

    private static IEnumerable<string> Rules(LocalTopic topic, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return [$"event: is a JSON {element.ValueKind}, not an object"];
        }

        return topic.Schema == EventGridSchema.CloudEvents ? CloudEvents.Faults(element) : EventGridEvents.Faults(topic, element);
    }

    // Null: not a content type of the topic's schema.
    private static bool? IsBatch(EventGridSchema schema, string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || (type.CharSet is { } charSet && !IsUtf8(charSet)))
        {
            return null;
        }

        return (schema, type.MediaType!.ToUpperInvariant()) switch
        {
            (EventGridSchema.CloudEvents, "APPLICATION/CLOUDEVENTS-BATCH+JSON") => true,
            (EventGridSchema.CloudEvents, "APPLICATION/CLOUDEVENTS+JSON") => false,
            (EventGridSchema.EventGrid, "APPLICATION/JSON") => true,
            _ => null,
        };
    }

    private static bool IsUtf8(string charSet) => charSet.Trim('"').Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase);

    private static PublishReply WrongSchema(LocalTopic topic, string? contentType) => PublishReply.BadRequest(topic.Schema == EventGridSchema.CloudEvents
        ? $"This resource is configured to receive event in 'CloudEventV10' schema. Send application/cloudevents+json or application/cloudevents-batch+json in UTF-8, not '{contentType}'."
        : $"This resource is configured to receive event in 'EventGridEvent' schema. Send a JSON array as application/json in UTF-8, not '{contentType}'.");
}
