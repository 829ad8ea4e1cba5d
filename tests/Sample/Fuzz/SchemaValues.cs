using System.Globalization;
using System.Text.Json.Nodes;

namespace Sample.Fuzz;

/// <summary>Makes values of schemas: some that are right, and some that are wrong on purpose.</summary>
internal sealed class SchemaValues(ApiDocument document, Random random)
{
    private const int Deepest = 5;

    private static readonly string[] Texts =
        ["", " ", "a", "Tom", "oslo", "ünïcødé", "\u0000", "\u007f", "😀", "a/b", "a'b", "<script>", "null", "0", "-1", "true", "2026-02-30", "%", "a|b", "../..", "{}", "\r\nX: y", new string('x', 300)];

    private static readonly string[] Numbers = ["0", "1", "-1", "1.5", "1e2", "1e999", "2147483648", "9223372036854775808", "-0", "0.1"];

    public JsonNode? Right(JsonNode schema, int depth = 0)
    {
        var rules = document.Resolve(schema);
        if ((rules["anyOf"] ?? rules["oneOf"]) is JsonArray alternatives)
        {
            return Right(OneOf(alternatives)!, depth);
        }

        if (rules["enum"] is JsonArray members)
        {
            return OneOf(members)?.DeepClone();
        }

        return rules["type"] switch
        {
            JsonArray types => OfType((string)OneOf(types)!, rules, depth),
            JsonValue type => OfType((string)type!, rules, depth),
            _ => rules.ContainsKey("properties") ? OfType("object", rules, depth) : Any(depth),
        };
    }

    /// <summary>The value with something about it changed.</summary>
    public JsonNode? Wrong(JsonNode? value) => (random.Next(4), value) switch
    {
        (0, JsonObject { Count: > 0 } members) => With(members, name => members.Remove(name)),
        (1, JsonObject { Count: > 0 } members) => With(members, name => members[name] = Any(0)),
        (2, JsonObject { Count: > 0 } members) => With(members, name => members[name] = Wrong(members[name]?.DeepClone())),
        (3, JsonObject members) => With(members, _ => members[Text()] = Any(0)),
        (_, JsonArray { Count: > 0 } list) when random.Next(2) == 0 => new JsonArray([.. list.Select(item => Wrong(item?.DeepClone()))]),
        _ => Any(0),
    };

    public string Text() => random.Next(3) == 0
        ? new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(1, 0xD000))])
        : Texts[random.Next(Texts.Length)];

    private JsonObject With(JsonObject members, Action<string> change)
    {
        change(members.Count == 0 ? "" : members.ElementAt(random.Next(members.Count)).Key);
        return members;
    }

    private JsonNode? Any(int depth) => random.Next(depth > Deepest ? 4 : 7) switch
    {
        0 => null,
        1 => Text(),
        2 => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
        3 => random.Next(2) == 0,
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Any(depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(3)).Select(number => KeyValuePair.Create($"{Text()}{number}", Any(depth + 1)))),
    };

    private JsonNode? OfType(string type, JsonObject rules, int depth) => type switch
    {
        "string" => TextOf(rules),
        "integer" => Whole(rules),
        "number" => random.NextDouble() * 100,
        "boolean" => random.Next(2) == 0,
        "array" => new JsonArray([.. Enumerable.Range(0, Math.Max((int?)rules["minItems"] ?? 0, depth > Deepest ? 0 : random.Next(3))).Select(_ => rules["items"] is { } items ? Right(items, depth + 1) : Any(depth + 1))]),
        "object" => Members(rules, depth),
        _ => null,
    };

    private string TextOf(JsonObject rules)
    {
        switch ((string?)rules["format"])
        {
            case "date-time":
                return DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(4_000_000_000)).ToString("O", CultureInfo.InvariantCulture);
            case "date":
                return DateOnly.FromDayNumber(random.Next(700_000, 760_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case "uuid":
                return Guid.NewGuid().ToString();
            case "uri":
                return "https://example.com/hook";
        }

        var text = Text();
        if (text.Length < ((int?)rules["minLength"] ?? 0))
        {
            text = text.PadRight((int)rules["minLength"]!, 'x');
        }

        return text.Length > ((int?)rules["maxLength"] ?? int.MaxValue) ? text[..(int)rules["maxLength"]!] : text;
    }

    private int Whole(JsonObject rules)
    {
        var least = (int?)rules["minimum"] ?? -10;
        return random.Next(least, Math.Max(least, (int?)rules["maximum"] ?? 1000) + 1);
    }

    private JsonObject Members(JsonObject rules, int depth)
    {
        var made = new JsonObject();
        var required = (rules["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, schema) in rules["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || (depth <= Deepest && random.Next(2) == 0))
            {
                made[name] = Right(schema!, depth + 1);
            }
        }

        if (rules["additionalProperties"] is JsonObject others)
        {
            made[Text()] = Right(others, depth + 1);
        }

        return made;
    }

    private JsonNode? OneOf(JsonArray list) => list[random.Next(list.Count)];
}
