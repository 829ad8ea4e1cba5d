using System.Text.Json.Nodes;

namespace Conformance.Cosmos;

/// <summary>Whether JSON has at least what was expected: <c>$any</c> stands for any value that is there, <c>$absent</c> for none; arrays have the same length.</summary>
public static class JsonSubset
{
    /// <summary>The first difference, as path and reason; null when there is none.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "$") => expected switch
    {
        JsonValue text when text.TryGetValue<string>(out var any) && any == "$any" => actual is null ? $"{path}: nothing is there" : null,
        JsonObject members => actual is JsonObject owner
            ? members.Select(member => Member(member.Key, member.Value, owner, path)).FirstOrDefault(difference => difference is not null)
            : Wrong(path, expected, actual),
        JsonArray items => actual is JsonArray list && list.Count == items.Count
            ? items.Select((item, index) => Difference(item, list[index], $"{path}[{index}]")).FirstOrDefault(difference => difference is not null)
            : Wrong(path, expected, actual),
        _ => JsonNode.DeepEquals(expected, actual) ? null : Wrong(path, expected, actual),
    };

    private static string? Member(string name, JsonNode? expected, JsonObject owner, string path)
    {
        var isThere = owner.TryGetPropertyValue(name, out var actual);
        var isUnwanted = expected is JsonValue text && text.TryGetValue<string>(out var mark) && mark == "$absent";
        return isUnwanted ? (isThere ? $"{path}.{name}: should not be there" : null)
            : isThere ? Difference(expected, actual, $"{path}.{name}")
            : $"{path}.{name}: is not there";
    }

    private static string Wrong(string path, JsonNode? expected, JsonNode? actual) =>
        $"{path}: expected {expected?.ToJsonString() ?? "null"}, was {actual?.ToJsonString() ?? "null"}";
}
