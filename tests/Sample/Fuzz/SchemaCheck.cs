using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sample.Fuzz;

/// <summary>Checks a value against what the document uses of JSON Schema 2020-12, and more strictly than that: a member that the schema does not name is a fault, too.</summary>
internal sealed class SchemaCheck(ApiDocument document, bool isPartial)
{
    private static readonly HashSet<string> Annotations =
        ["title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "format", "contentMediaType", "discriminator"];

    /// <summary>What is wrong with the value, by pointer.</summary>
    public IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string at = "")
    {
        var rules = document.Resolve(schema);
        return rules.SelectMany(rule => Faults(rules, rule.Key, rule.Value!, value, at));
    }

    private IEnumerable<string> Faults(JsonObject rules, string keyword, JsonNode rule, JsonNode? value, string at)
    {
        var isFine = keyword switch
        {
            _ when Annotations.Contains(keyword) => true,
            "type" => (rule is JsonArray types ? types.Select(type => (string?)type) : [(string?)rule]).Any(type => Is(type!, value)),
            "enum" => rule.AsArray().Any(member => JsonNode.DeepEquals(member, value)),
            "const" => JsonNode.DeepEquals(rule, value),
            "minimum" => Number(value) is not { } number || number >= Number(rule),
            "maximum" => Number(value) is not { } number || number <= Number(rule),
            "minLength" => Text(value) is not { } text || text.Length >= Number(rule),
            "maxLength" => Text(value) is not { } text || text.Length <= Number(rule),
            "pattern" => Text(value) is not { } text || Regex.IsMatch(text, (string)rule!),
            "minItems" => value is not JsonArray list || list.Count >= Number(rule),
            "maxItems" => value is not JsonArray list || list.Count <= Number(rule),
            "required" => isPartial || value is not JsonObject members || rule.AsArray().All(name => members.ContainsKey((string)name!)),
            "anyOf" or "oneOf" => rule.AsArray().Any(alternative => !Faults(alternative!, value, at).Any()),
            "properties" or "items" or "additionalProperties" or "allOf" => true,
            _ => throw new NotSupportedException($"The check does not know '{keyword}' ({at})."),
        };
        return isFine ? Parts(rules, keyword, rule, value, at) : [$"{at}: {keyword} is {rule.ToJsonString()}, and the value {value?.ToJsonString() ?? "null"}"];
    }

    private IEnumerable<string> Parts(JsonObject rules, string keyword, JsonNode rule, JsonNode? value, string at) => (keyword, value) switch
    {
        ("items", JsonArray list) => list.SelectMany((item, index) => Faults(rule, item, $"{at}/{index}")),
        ("allOf", _) => rule.AsArray().SelectMany(all => Faults(all!, value, at)),
        ("properties", JsonObject members) => members.SelectMany(member => rule[member.Key] is { } known
            ? Faults(known, member.Value, $"{at}/{member.Key}")
            : rules.ContainsKey("additionalProperties") ? [] : [$"{at}/{member.Key}: nothing is said of it"]),
        ("additionalProperties", JsonObject members) when rule is JsonObject => members.Where(member => rules["properties"]?[member.Key] is null)
            .SelectMany(member => Faults(rule, member.Value, $"{at}/{member.Key}")),
        _ => [],
    };

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => Number(value) is { } number && number == Math.Floor(number),
        _ => false,
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
