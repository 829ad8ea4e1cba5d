using System.Globalization;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>One value of a partition key.</summary>
/// <param name="Kind">Its JSON type; Undefined when the document lacks it.</param>
/// <param name="String">The value of a string.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct PartitionKeyPart(JsonValueKind Kind, string? String, double Number)
{
    public static PartitionKeyPart Undefined => default;

    public static PartitionKeyPart Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(JsonValueKind.String, value.GetString(), 0),
        JsonValueKind.Number => new(JsonValueKind.Number, null, value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => new(value.ValueKind, null, 0),
        JsonValueKind.Object when !value.EnumerateObject().Any() => Undefined,
        _ => throw WireFault.BadRequest("Partition key values must be strings, numbers, booleans or null."),
    };

    /// <summary>The form it is stored in: each type apart from the others, and no part the beginning of another.</summary>
    public string Stored => Kind switch
    {
        JsonValueKind.String => "s" + String + "\u0001",
        JsonValueKind.Number => "n" + Number.ToString("R", CultureInfo.InvariantCulture) + "\u0001",
        JsonValueKind.True => "t\u0001",
        JsonValueKind.False => "f\u0001",
        JsonValueKind.Null => "z\u0001",
        _ => "u\u0001",
    };
}
