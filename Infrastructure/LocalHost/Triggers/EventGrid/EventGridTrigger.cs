using System.Text.Json;
using Azure.Messaging;
using Azure.Messaging.EventGrid;

namespace Virga.LocalHost;

/// <summary>Event Grid events.</summary>
internal sealed class EventGridTrigger : TriggerKind
{
    public override IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context)
    {
        var type = function.TriggerParameter!.ParameterType;
        var many = Batches.ElementOf(type) is not null;
        var batched = ((EventGridTriggerAttribute)function.Trigger!).IsBatched;
        if (batched && !many && type != typeof(string) && type != typeof(BinaryData))
        {
            yield return $"[EventGridTrigger(IsBatched = true)] is on a {type.Name}. Take an array, such as CloudEvent[].";
        }

        if (!batched && many)
        {
            yield return $"[EventGridTrigger] is on a {type.Name}, but gives one event at a time. Set IsBatched = true, or take one event.";
        }
    }

    /// <summary>The event, or events, as the parameter asks for them.</summary>
    public override object? Convert(object? payload, Type type)
    {
        if (payload is not null && type.IsInstanceOfType(payload))
        {
            return payload;
        }

        if (Batches.ElementOf(type) is { } element)
        {
            return Batches.Make(type, element, [.. Events(payload).Select(e => One(e, element))]);
        }

        return payload is IReadOnlyList<BinaryData> && (type == typeof(string) || type == typeof(BinaryData))
            ? Text(BinaryData.FromString("[" + string.Join(',', Events(payload)) + "]"), type)
            : One(Events(payload) is [{ } only] ? only : throw new FormatException("The function takes one event at a time."), type);
    }

    public override string Describe(FunctionDescriptor function, SettingNames settings) => "event grid";

    /// <summary>The events of a payload, each in JSON.</summary>
    private static IReadOnlyList<BinaryData> Events(object? payload) => payload switch
    {
        IReadOnlyList<BinaryData> events => events,
        BinaryData data => Read(data),
        string text => Read(BinaryData.FromString(text)),
        System.Collections.IEnumerable many => [.. many.Cast<object>().Select(e => BinaryData.FromObjectAsJson(e))],
        null => [],
        _ => [BinaryData.FromObjectAsJson(payload)],
    };

    private static BinaryData[] Read(BinaryData json)
    {
        try
        {
            return Split(json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The events are no JSON: {e.Message}", e);
        }
    }

    /// <summary>The events of an array, or the one event that is none.</summary>
    public static BinaryData[] Split(BinaryData json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(e => BinaryData.FromString(e.GetRawText()))]
            : [json];
    }

    private static object? One(BinaryData json, Type type)
    {
        try
        {
            return type switch
            {
                _ when type == typeof(CloudEvent) => CloudEvent.Parse(json, skipValidation: true),
                _ when type == typeof(EventGridEvent) => EventGridEvent.Parse(json),
                _ when type == typeof(string) || type == typeof(BinaryData) => Text(json, type),
                _ => TriggerJson.Read(json, type),
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"The event is no {type.Name}: {e.Message}", e);
        }
    }

    private static object Text(BinaryData json, Type type) => type == typeof(string) ? json.ToString() : json;
}
