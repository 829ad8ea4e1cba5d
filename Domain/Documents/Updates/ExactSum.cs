using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Adds to a stored number without losing a digit, whether it is kept as a number or as sortable text.</summary>
internal static class ExactSum
{
    /// <summary>The sum in the stored form of <paramref name="value"/>; null when that is no number.</summary>
    public static JsonNode? Of(JsonNode? value, decimal by)
    {
        if (JsonText.TryGetDecimal(value, out var number))
        {
            return JsonValue.Create(number + by);
        }

        if (!JsonText.TryGetString(value, out var text) || SortableNumber.Read(text) is not { } plain)
        {
            return null;
        }

        var sum = BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && by == decimal.Truncate(by)
            ? (whole + new BigInteger(by)).ToString(CultureInfo.InvariantCulture)
            : (decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture);
        return SortableNumber.TryPlain(sum, out var kept) ? JsonValue.Create(SortableNumber.Write(kept)) : null;
    }
}
