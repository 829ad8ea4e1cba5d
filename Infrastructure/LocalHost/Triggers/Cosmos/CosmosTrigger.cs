using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.LocalHost;

/// <summary>The change feed of a Cosmos DB container.</summary>
internal sealed class CosmosTrigger : TriggerKind
{
    public override bool TakesRetry => true;

    public override IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context)
    {
        var type = function.TriggerParameter!.ParameterType;
        if (Batches.ElementOf(type) is null && type != typeof(string))
        {
            yield return $"[CosmosDBTrigger] is on a {type.Name}. Take an IReadOnlyList<T> of JsonElement, string or a type of your own.";
        }

        var trigger = (CosmosDBTriggerAttribute)function.Trigger!;
        foreach (var fault in context.Settings.Faults(trigger.DatabaseName, trigger.ContainerName, trigger.LeaseDatabaseName, trigger.LeaseContainerName, trigger.LeaseContainerPrefix))
        {
            yield return fault;
        }

        if (trigger.ChangeFeedMode == CosmosDBChangeFeedMode.AllVersionsAndDeletes && (trigger.StartFromBeginning || trigger.StartFromTime is not null))
        {
            yield return "ChangeFeedMode.AllVersionsAndDeletes begins now: Cosmos DB keeps no earlier versions. Leave out StartFromBeginning and StartFromTime.";
        }

        if (trigger.StartFromTime is { } time && !TryParseTime(time, out _))
        {
            yield return $"StartFromTime is '{time}', which is no ISO 8601 time.";
        }

        if (trigger.MaxItemsPerInvocation < 0 || trigger.FeedPollDelay < 0)
        {
            yield return "MaxItemsPerInvocation and FeedPollDelay may not be negative.";
        }
    }

    /// <summary>Functions that share leases share the changes, each seeing some of them: hardly ever what was meant.</summary>
    public static IEnumerable<string> SharedLeases(IEnumerable<FunctionDescriptor> functions) =>
        from function in functions
        where function.Trigger is CosmosDBTriggerAttribute
        let trigger = (CosmosDBTriggerAttribute)function.Trigger!
        group function by (trigger.DatabaseName, trigger.ContainerName, trigger.LeaseDatabaseName, trigger.LeaseContainerName, trigger.LeaseContainerPrefix) into sharing
        where sharing.Count() > 1
        select $"{string.Join(", ", sharing.Select(f => f.Name))}: these watch {sharing.Key.DatabaseName}/{sharing.Key.ContainerName} with the same leases, "
            + "so that each would see only some changes. Give each its own LeaseContainerPrefix.";

    /// <summary>The changed items as the parameter asks for them.</summary>
    public override object? Convert(object? payload, Type type)
    {
        if (payload is not null && type.IsInstanceOfType(payload))
        {
            return payload;
        }

        var items = Items(payload);
        return Batches.ElementOf(type) is { } element
            ? Batches.Make(type, element, [.. items.Select(item => One(item, element))])
            : "[" + string.Join(',', items.Select(i => i.GetRawText())) + "]";
    }

    public override string Describe(FunctionDescriptor function, SettingNames settings)
    {
        var trigger = (CosmosDBTriggerAttribute)function.Trigger!;
        return $"change feed  {settings.Resolve(trigger.DatabaseName)}/{settings.Resolve(trigger.ContainerName)}";
    }

    /// <summary>Reads <see cref="CosmosDBTriggerAttribute.StartFromTime"/>; without an offset it is UTC.</summary>
    public static bool TryParseTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static IReadOnlyList<JsonElement> Items(object? payload) => payload switch
    {
        IReadOnlyList<JsonElement> elements => elements,
        null => [],
        string text => Elements(BinaryData.FromString(text)),
        BinaryData data => Elements(data),
        _ => Elements(BinaryData.FromObjectAsJson(payload)),
    };

    private static IReadOnlyList<JsonElement> Elements(BinaryData json)
    {
        try
        {
            var root = JsonElement.Parse(json);
            return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        }
        catch (JsonException e)
        {
            throw new FormatException($"The changed items are not JSON: {e.Message}", e);
        }
    }

    private static object? One(JsonElement item, Type type)
    {
        try
        {
            return type switch
            {
                _ when type == typeof(JsonElement) => item,
                _ when type == typeof(JsonObject) || type == typeof(JsonNode) => JsonObject.Create(item),
                _ when type == typeof(string) => item.GetRawText(),
                _ => item.Deserialize(type, TriggerJson.Options),
            };
        }
        catch (JsonException e)
        {
            throw new FormatException($"A changed item is no {type.Name}: {e.Message}", e);
        }
    }
}
