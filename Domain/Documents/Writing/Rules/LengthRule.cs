using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>How many UTF-16 units a string, or elements a list, has.</summary>
internal sealed class LengthRule(int minimum, int maximum) : ValueRule, IDirectRule<string?>
{
    public bool Holds(string? value) => value is not null && value.Length >= minimum && value.Length <= maximum;

    public override void Check(JsonNode value, WriteRun run)
    {
        var (length, unit) = value switch
        {
            JsonArray list => (list.Count, "element(s)"),
            JsonObject map => (map.Count, "attribute(s)"),
            _ => JsonText.TryGetString(value, out var text) ? (text.Length, "character(s)") : (minimum, ""),
        };
        if (length < minimum)
        {
            run.Scope.Add(FaultCodes.TooShort, $"Must have at least {minimum} {unit}; it has {length}.", value);
        }
        else if (length > maximum)
        {
            run.Scope.Add(FaultCodes.TooLong, $"Must have at most {maximum} {unit}; it has {length}.", value);
        }
    }

    public override void Describe(JsonObject schema)
    {
        var (least, most) = (string?)schema["type"] switch
        {
            "array" => ("minItems", "maxItems"),
            "object" => ("minProperties", "maxProperties"),
            _ => ("minLength", "maxLength"),
        };
        if (minimum > 0)
        {
            schema[least] = minimum;
        }

        if (maximum < int.MaxValue)
        {
            schema[most] = maximum;
        }
    }
}
