using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A whole number of a CLR type's range, and of what a double holds exactly (±2^53): Cosmos DB keeps numbers as doubles.</summary>
internal sealed class IntegerShape(decimal minimum, decimal maximum, string? format) : ValueShape
{
    private const decimal Exact = 9_007_199_254_740_992;

    public decimal Minimum { get; } = Math.Max(minimum, -Exact);

    public decimal Maximum { get; } = Math.Min(maximum, Exact);

    public override DocumentType Type => DocumentType.Number;

    public override string Description => $"a whole number from {Minimum} to {Maximum}";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (!JsonText.TryGetDecimal(value, out var number) || number != decimal.Truncate(number))
        {
            return Refuse(value, scope);
        }

        if (number < Minimum || number > Maximum)
        {
            var code = number >= minimum && number <= maximum ? FaultCodes.NotExact : FaultCodes.WrongType;
            scope.AddBroken(code, $"Must be {Description}, not {number}.", value);
            return value;
        }

        // 3.0 and 3e0 are whole numbers too (JSON Schema), but System.Text.Json reads only 3 as one.
        return number.Scale == 0 && IsPlain(value) ? value : JsonValue.Create((long)number);
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static bool IsPlain(JsonNode value) => value is JsonValue number && number.TryGetValue<long>(out _);
}
