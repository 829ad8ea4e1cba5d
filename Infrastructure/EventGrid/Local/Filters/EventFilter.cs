using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>Which events a subscription gets: those that meet every part of it.</summary>
public sealed record EventFilter
{
    /// <summary>The filter that lets everything through.</summary>
    public static EventFilter Everything { get; } = new();

    /// <summary>What the subject begins with.</summary>
    /// <value>Empty: anything.</value>
    public string SubjectBeginsWith { get; init; } = "";

    /// <summary>What the subject ends with.</summary>
    /// <value>Empty: anything.</value>
    public string SubjectEndsWith { get; init; } = "";

    /// <summary>Whether the case of subjects counts.</summary>
    /// <value>False.</value>
    public bool IsSubjectCaseSensitive { get; init; }

    /// <summary>The types let through, ignoring case.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> IncludedEventTypes { get; init; } = [];

    /// <summary>Conditions on attributes and data; all must hold. At most 25, with at most 25 values over all of them.</summary>
    /// <value>None.</value>
    public IReadOnlyList<AdvancedFilter> AdvancedFilters { get; init; } = [];

    /// <summary>Whether advanced filters look into arrays of scalars; without it an array is no comparable value.</summary>
    /// <value>False.</value>
    public bool EnableAdvancedFilteringOnArrays { get; init; }

    /// <summary>Reads a filter as Event Grid's API writes it: <c>{"subjectBeginsWith":…,"includedEventTypes":[…],"advancedFilters":[{"operatorType":…,"key":…,"value" or "values":…}],…}</c>.</summary>
    /// <exception cref="FormatException">It is not such a filter; the message lists every fault.</exception>
    public static EventFilter Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return EventFilterReader.Read(json);
    }

    /// <summary>Whether an event, in either schema, passes.</summary>
    /// <param name="eventJson">A CloudEvent or an Event Grid event.</param>
    public bool Matches(JsonElement eventJson) =>
        MatchesType(eventJson) && MatchesSubject(eventJson) && AdvancedFilters.All(filter => AdvancedFilterEvaluator.Matches(filter, eventJson, EnableAdvancedFilteringOnArrays));

    /// <summary>Why an event does not pass, in words; null when it does.</summary>
    public string? Explain(JsonElement eventJson)
    {
        if (!MatchesType(eventJson))
        {
            return $"The type is not one of {string.Join(", ", IncludedEventTypes)}.";
        }

        if (!MatchesSubject(eventJson))
        {
            return $"The subject is '{EventKeys.Text(eventJson, "subject")}': it must begin with '{SubjectBeginsWith}' and end with '{SubjectEndsWith}'.";
        }

        var failed = AdvancedFilters.FirstOrDefault(filter => !AdvancedFilterEvaluator.Matches(filter, eventJson, EnableAdvancedFilteringOnArrays));
        return failed is null ? null : $"{failed.Operator} does not hold for '{failed.Key}', which is {Shown(EventKeys.Find(eventJson, failed.Key))}.";
    }

    /// <summary>What the service would not take of this filter.</summary>
    internal IEnumerable<string> Faults()
    {
        if (AdvancedFilters.Count > 25)
        {
            yield return $"There are {AdvancedFilters.Count} advanced filters; 25 is the limit.";
        }

        var values = AdvancedFilters.Sum(filter => filter.ValueCount);
        if (values > 25)
        {
            yield return $"The advanced filters have {values} values together; 25 is the limit.";
        }

        foreach (var filter in AdvancedFilters)
        {
            if (string.IsNullOrWhiteSpace(filter.Key) || filter.Key.Split('.').Any(string.IsNullOrEmpty))
            {
                yield return $"The key '{filter.Key}' of {filter.Operator} is not a path such as 'subject' or 'data.a.b'.";
            }

            foreach (var text in filter.Strings.Where(text => text.Length > 512))
            {
                yield return $"A value of {filter.Operator} on '{filter.Key}' has {text.Length} characters; 512 is the limit.";
            }
        }
    }

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText();
        return text.Length > 100 ? text[..100] + "…" : text;
    }

    private bool MatchesType(JsonElement eventJson)
    {
        if (IncludedEventTypes.Count == 0)
        {
            return true;
        }

        var type = EventKeys.Text(eventJson, "type") ?? EventKeys.Text(eventJson, "eventType");
        return type is not null && IncludedEventTypes.Contains(type, StringComparer.OrdinalIgnoreCase);
    }

    private bool MatchesSubject(JsonElement eventJson)
    {
        if (SubjectBeginsWith.Length == 0 && SubjectEndsWith.Length == 0)
        {
            return true;
        }

        var comparison = IsSubjectCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var subject = EventKeys.Text(eventJson, "subject") ?? "";
        return subject.StartsWith(SubjectBeginsWith, comparison) && subject.EndsWith(SubjectEndsWith, comparison);
    }
}
