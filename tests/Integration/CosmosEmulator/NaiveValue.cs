using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.CosmosEmulator;

/// <summary>How values compare, written down as simply as it can be: what the evaluator and the indexes are held to.</summary>
internal static class NaiveValue
{
    private static readonly string[] Types = ["UNDEFINED", "NULL", "BOOL", "NUMBER", "STRING", "ARRAY", "OBJECT"];

    /// <summary>The value at one of the paths that <see cref="QueryGen.Property"/> makes.</summary>
    public static (bool IsDefined, JsonNode? Node) At(JsonObject document, string path)
    {
        var owner = path.StartsWith("c.n[", StringComparison.Ordinal) ? document["n"]!.AsObject() : document;
        var name = owner == document ? path[2..] : "a/~'\"";
        return (owner.TryGetPropertyValue(name, out var node), node);
    }

    public static string Type((bool IsDefined, JsonNode? Node) value) => !value.IsDefined ? "UNDEFINED" : value.Node?.GetValueKind() switch
    {
        null => "NULL",
        JsonValueKind.True or JsonValueKind.False => "BOOL",
        JsonValueKind.Number => "NUMBER",
        JsonValueKind.String => "STRING",
        JsonValueKind.Array => "ARRAY",
        _ => "OBJECT",
    };

    public static bool? Compare((bool IsDefined, JsonNode? Node) left, string symbol, (bool IsDefined, JsonNode? Node) right)
    {
        if (!left.IsDefined || !right.IsDefined)
        {
            return null;
        }

        var isEqual = Type(left) == Type(right) && (Type(left) is "NUMBER" ? Order(left, right) == 0 : JsonNode.DeepEquals(left.Node, right.Node));
        return symbol switch
        {
            "=" => isEqual,
            "!=" => !isEqual,
            _ when Type(left) != Type(right) || Type(left) is "ARRAY" or "OBJECT" => null,
            "<" => Order(left, right) < 0,
            "<=" => Order(left, right) <= 0,
            ">" => Order(left, right) > 0,
            _ => Order(left, right) >= 0,
        };
    }

    /// <summary>By type, then by value; arrays among themselves are all the same here, and so are objects.</summary>
    public static int Order((bool IsDefined, JsonNode? Node) left, (bool IsDefined, JsonNode? Node) right)
    {
        var type = Array.IndexOf(Types, Type(left)).CompareTo(Array.IndexOf(Types, Type(right)));
        return type != 0 ? type : Type(left) switch
        {
            "BOOL" => left.Node!.GetValue<bool>().CompareTo(right.Node!.GetValue<bool>()),
            "NUMBER" => Number(left.Node!).CompareTo(Number(right.Node!)),
            "STRING" => string.CompareOrdinal(left.Node!.GetValue<string>(), right.Node!.GetValue<string>()),
            _ => 0,
        };
    }

    /// <summary>Exactly, whatever its size: scaled by ten so that halves are whole.</summary>
    private static BigInteger Number(JsonNode node) =>
        long.TryParse(node.ToJsonString(), CultureInfo.InvariantCulture, out var whole) ? whole * (BigInteger)10
        : new BigInteger(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) * 10);
}
