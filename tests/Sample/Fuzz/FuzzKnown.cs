using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sample.Fuzz;

/// <summary>Values that lead to something: given at first, and learnt from the ids that answers bring.</summary>
internal sealed class FuzzKnown
{
    private const int Most = 50;

    private readonly Dictionary<string, List<string>> _values = new()
    {
        ["shelterId"] = ["oslo"],
        ["topic"] = ["cat-adopted"],
        ["handler"] = ["plan-follow-up"],
        ["id"] = ["fn:record-adoption"],
        ["name"] = ["free"],
    };

    /// <summary>A value for a parameter, most often one that fits it.</summary>
    public string For(string parameter, Random random)
    {
        var values = random.Next(10) > 0 && _values.TryGetValue(parameter, out var own) ? own : _values.ElementAt(random.Next(_values.Count)).Value;
        return values[random.Next(values.Count)];
    }

    public void Add(string parameter, string value)
    {
        var values = _values.TryGetValue(parameter, out var known) ? known : _values[parameter] = [];
        if (values.Count < Most && !values.Contains(value))
        {
            values.Add(value);
        }
    }

    /// <summary>Remembers what an answer calls <c>id</c> or <c>name</c>.</summary>
    public void Learn(ApiOperation operation, string body)
    {
        if (operation.Method is not ("POST" or "PUT") || body is not ['{', ..])
        {
            return;
        }

        try
        {
            var answer = JsonNode.Parse(body);
            foreach (var (member, parameter) in new[] { ("id", "id"), ("name", operation.Path.StartsWith("/api/topics", StringComparison.Ordinal) ? "topic" : "name") })
            {
                if ((answer?[member] ?? answer?["key"]?[member]) is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0)
                {
                    Add(parameter, text);
                }
            }
        }
        catch (JsonException)
        {
            // What is no JSON teaches nothing; that it should be is another's to check.
        }
    }
}
