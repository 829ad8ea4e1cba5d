using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A number of which no digit is lost: shown as a JSON number, kept as sortable text.</summary>
internal sealed class ExactNumberShape(string description, string? format, bool isWhole, Func<string, bool> fits) : ValueShape
{
    private static readonly Dictionary<Type, ExactNumberShape> Known = new()
    {
        [typeof(long)] = Whole("a whole number of 64 bits", "int64", long.MinValue, long.MaxValue),
        [typeof(ulong)] = Whole("a whole number of 64 bits without sign", null, ulong.MinValue, ulong.MaxValue),
        [typeof(Int128)] = Whole("a whole number of 128 bits", null, (BigInteger)Int128.MinValue, (BigInteger)Int128.MaxValue),
        [typeof(UInt128)] = Whole("a whole number of 128 bits without sign", null, 0, (BigInteger)UInt128.MaxValue),
        [typeof(BigInteger)] = new("a whole number of at most 999 digits", null, isWhole: true, static _ => true),
        [typeof(decimal)] = new("a decimal number of at most 28 digits", "decimal", isWhole: false, IsDecimal),
    };

    /// <summary>Shown as a number, so adding to it makes sense; the store has text: see <see cref="StoredType"/>.</summary>
    public override DocumentType Type => DocumentType.Number;

    public override DocumentType StoredType => DocumentType.String;

    public override bool IsStoredAsIs => false;

    public override string Description => description;

    public static ExactNumberShape? Of(Type type) => Known.GetValueOrDefault(type);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        // As text too: JavaScript cannot write long numbers.
        var text = JsonText.TryGetString(value, out var written) ? written : value is JsonValue && value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : "";
        return SortableNumber.TryPlain(text, out var plain) && Fits(plain) ? JsonNode.Parse(plain) : Refuse(value, scope);
    }

    public override JsonNode ToStored(JsonNode normal) =>
        SortableNumber.TryPlain(normal.ToJsonString(), out var plain) ? JsonValue.Create(SortableNumber.Write(plain)) : normal;

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope) =>
        JsonText.TryGetString(stored, out var text) && SortableNumber.Read(text) is { } plain && Fits(plain) ? JsonNode.Parse(plain) : Refuse(stored, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = isWhole ? "integer" : "number" };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static ExactNumberShape Whole(string description, string? format, BigInteger minimum, BigInteger maximum) =>
        new(description, format, isWhole: true, plain => BigInteger.Parse(plain, CultureInfo.InvariantCulture) is var number && number >= minimum && number <= maximum);

    private static bool IsDecimal(string plain) =>
        decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && SortableNumber.TryPlain(number.ToString(CultureInfo.InvariantCulture), out var kept) && kept == plain;

    private bool Fits(string plain) => (!isWhole || !plain.Contains('.', StringComparison.Ordinal)) && fits(plain);
}
