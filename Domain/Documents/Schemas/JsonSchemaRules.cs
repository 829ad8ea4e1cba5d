using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The rules of a value's JSON Schema.</summary>
internal static class JsonSchemaRules
{
    private static readonly ValueCodec<JsonNode> Nodes = new();
    private static readonly ValueCodec<double> Doubles = new();

    public static IEnumerable<ValueRule> Of(JsonObject schema, ValueShape shape, string subject, FaultList faults)
    {
        if (schema["enum"] is JsonArray allowed)
        {
            yield return new OneOfRule<JsonNode>(Nodes, [.. allowed.OfType<JsonNode>().Select(value => value.DeepClone())]);
        }

        var (least, most) = shape.Type switch
        {
            DocumentType.List => ("minItems", "maxItems"),
            DocumentType.Object => ("minProperties", "maxProperties"),
            _ => ("minLength", "maxLength"),
        };
        if (schema[least] is not null || schema[most] is not null)
        {
            yield return new LengthRule((int?)schema[least] ?? 0, (int?)schema[most] ?? int.MaxValue);
        }

        if (schema["minimum"] is not null || schema["maximum"] is not null)
        {
            yield return new RangeRule<double>(Doubles, (double?)schema["minimum"] ?? double.MinValue, (double?)schema["maximum"] ?? double.MaxValue);
        }

        if ((string?)schema["pattern"] is { } pattern && Compile(pattern, subject, faults) is { } compiled)
        {
            yield return new PatternRule(compiled);
        }
    }

    private static SchemaPattern? Compile(string pattern, string subject, FaultList faults)
    {
        try
        {
            return SchemaPattern.Linear(pattern);
        }
        catch (NotSupportedException)
        {
            faults.Add(subject, $"The pattern '{pattern}' needs backtracking, which a schema from outside may not ask for.");
        }
        catch (ArgumentException exception)
        {
            faults.Add(subject, $"'{pattern}' is no regular expression: {exception.Message}");
        }

        return null;
    }
}
