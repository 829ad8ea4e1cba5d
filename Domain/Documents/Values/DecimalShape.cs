using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A decimal number that survives the way through a double (about 15 digits): anything longer is refused rather than rounded.</summary>
internal sealed class DecimalShape : ValueShape
{
    public static readonly DecimalShape Instance = new();

    public override DocumentType Type => DocumentType.Number;

    public override string Description => "a number of at most 15 digits";

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (!JsonText.TryGetDecimal(value, out var number))
        {
            return Refuse(value, scope);
        }

        if (!IsExact(number))
        {
            scope.AddBroken(FaultCodes.NotExact, $"Must be {Description}: {number} would be rounded when stored.", value);
        }

        return value;
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => new() { ["type"] = "number", ["format"] = "decimal" };

    public static bool IsExact(decimal number)
    {
        var stored = (double)number;
        return Math.Abs(stored) < (double)decimal.MaxValue && (decimal)stored == number;
    }
}
