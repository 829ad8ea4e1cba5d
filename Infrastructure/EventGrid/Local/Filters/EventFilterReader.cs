using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>Reads filters in the form of Event Grid's API, and names every fault.</summary>
internal sealed class EventFilterReader
{
    private readonly List<string> _faults = [];

    public static EventFilter Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("A filter is a JSON object.");
            }

            var reader = new EventFilterReader();
            var filter = reader.Filter(document.RootElement);
            reader._faults.AddRange(filter.Faults());
            return reader._faults.Count == 0 ? filter : throw new FormatException(string.Join('\n', reader._faults));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"A filter is a JSON object: {error.Message}", error);
        }
    }

    private EventFilter Filter(JsonElement root)
    {
        var filter = new EventFilter();
        foreach (var property in root.EnumerateObject())
        {
            var value = property.Value;
            filter = property.Name.ToUpperInvariant() switch
            {
                "SUBJECTBEGINSWITH" => filter with { SubjectBeginsWith = Text(property) ?? "" },
                "SUBJECTENDSWITH" => filter with { SubjectEndsWith = Text(property) ?? "" },
                "ISSUBJECTCASESENSITIVE" => filter with { IsSubjectCaseSensitive = Flag(property) },
                "ENABLEADVANCEDFILTERINGONARRAYS" => filter with { EnableAdvancedFilteringOnArrays = Flag(property) },
                "INCLUDEDEVENTTYPES" => filter with { IncludedEventTypes = [.. Items(property).Select(item => Text(item, property.Name)).OfType<string>()] },
                "ADVANCEDFILTERS" => filter with { AdvancedFilters = [.. Items(property).Select(Advanced).OfType<AdvancedFilter>()] },
                _ => Unknown(filter, property.Name),
            };
        }

        return filter;
    }

    private AdvancedFilter? Advanced(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Fault<AdvancedFilter>("An advanced filter is a JSON object.");
        }

        var name = Text(EventKeys.Find(json, "operatorType"), "operatorType");
        var key = Text(EventKeys.Find(json, "key"), "key");
        if (name is null || key is null)
        {
            return null;
        }

        if (!Enum.TryParse<AdvancedFilterOperator>(name, ignoreCase: true, out var @operator) || !Enum.IsDefined(@operator) || char.IsDigit(name[0]))
        {
            return Fault<AdvancedFilter>($"'{name}' on '{key}' is not an operator; use one of {string.Join(", ", Enum.GetNames<AdvancedFilterOperator>())}.");
        }

        try
        {
            return Build(@operator, key, Values(json));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return Fault<AdvancedFilter>($"{@operator} on '{key}' cannot take its values: {error.Message}");
        }
    }

    // The service wants "value" for some operators and "values" for others; people mix them up, and both are clear.
    private static List<JsonElement> Values(JsonElement json)
    {
        var value = EventKeys.Find(json, "values") is { ValueKind: not JsonValueKind.Undefined } values ? values : EventKeys.Find(json, "value");
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Array => [.. value.EnumerateArray()],
            _ => [value],
        };
    }

    private static AdvancedFilter Build(AdvancedFilterOperator @operator, string key, List<JsonElement> values) => @operator switch
    {
        AdvancedFilterOperator.IsNullOrUndefined => AdvancedFilter.IsNullOrUndefined(key),
        AdvancedFilterOperator.IsNotNull => AdvancedFilter.IsNotNull(key),
        AdvancedFilterOperator.BoolEquals when values.Count == 1 => AdvancedFilter.BoolEquals(key, values[0].GetBoolean()),
        AdvancedFilterOperator.BoolEquals => throw new ArgumentException("one boolean is needed."),
        AdvancedFilterOperator.NumberInRange or AdvancedFilterOperator.NumberNotInRange => AdvancedFilter.OfRanges(@operator, key, [.. values.Select(Range)]),
        < AdvancedFilterOperator.BoolEquals => AdvancedFilter.OfNumbers(@operator, key, [.. values.Select(value => value.GetDouble())]),
        _ => AdvancedFilter.OfStrings(@operator, key, [.. values.Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new ArgumentException($"{value.GetRawText()} is not a string."))]),
    };

    private static (double From, double To) Range(JsonElement range) =>
        range.ValueKind == JsonValueKind.Array && range.GetArrayLength() == 2 ? (range[0].GetDouble(), range[1].GetDouble()) : throw new ArgumentException($"{range.GetRawText()} is not a range [from, to].");

    private string? Text(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Null ? null : Text(property.Value, property.Name);

    private string? Text(JsonElement value, string name) => value.ValueKind == JsonValueKind.String ? value.GetString() : Fault<string>($"{name} is not a string.");

    private bool Flag(JsonProperty property)
    {
        if (property.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            _faults.Add($"{property.Name} is not a boolean.");
        }

        return property.Value.ValueKind == JsonValueKind.True;
    }

    private List<JsonElement> Items(JsonProperty property)
    {
        if (property.Value.ValueKind is JsonValueKind.Array)
        {
            return [.. property.Value.EnumerateArray()];
        }

        if (property.Value.ValueKind != JsonValueKind.Null)
        {
            _faults.Add($"{property.Name} is not an array.");
        }

        return [];
    }

    private EventFilter Unknown(EventFilter filter, string name)
    {
        _faults.Add($"'{name}' is not part of a filter.");
        return filter;
    }

    private T? Fault<T>(string fault)
        where T : class
    {
        _faults.Add(fault);
        return null;
    }
}
