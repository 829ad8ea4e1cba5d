using System.Text.Json.Nodes;
using CsCheck;

namespace Integration.CosmosEmulator;

/// <summary>Random documents, and random filters with what they mean.</summary>
internal static class QueryGen
{
    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        Gen.Const((JsonNode?)null),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Int[-3, 3].Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.OneOf(0.5, -1.5, 1e300).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.OneOf(9007199254740993, 9007199254740992, -9007199254740993, long.MaxValue).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.OneOf("", "a", "ab", "abc", "b", "A", "å", "\ue000", "𝄞", "a\"\n", "a\0").Select(value => (JsonNode?)JsonValue.Create(value)));

    private static readonly Gen<JsonNode?> Any = Gen.Frequency<JsonNode?>(
        (8, Scalar),
        (1, Scalar.Array[0, 2].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))),
        (1, Scalar.Select(item => (JsonNode?)new JsonObject { ["x"] = item?.DeepClone() })));

    public static readonly Gen<JsonObject> Document = Gen.Select(Gen.OneOf("p", "q"), Any.Array[0, 3], Any, (pk, values, nested) =>
    {
        var document = new JsonObject { ["id"] = "", ["pk"] = pk };
        foreach (var (name, value) in ((string[])["a", "b", "s"]).Zip(values))
        {
            document[name] = value?.DeepClone();
        }

        document["n"] = new JsonObject { ["a/~'\""] = nested?.DeepClone() };
        return document;
    });

    public static readonly Gen<string> Property = Gen.OneOf("c.a", "c.b", "c.s", "c.n[\"a/~'\\\"\"]", "c.missing");

    private static readonly Gen<Predicate> Test = Gen.OneOf(
        Gen.Select(Property, Gen.OneOf("=", "!=", "<", "<=", ">", ">="), Any, (path, symbol, value) =>
            new Predicate($"{path} {symbol} {Text(value)}", document => NaiveValue.Compare(NaiveValue.At(document, path), symbol, (true, value)))),
        Gen.Select(Any, Gen.OneOf("=", "<", ">="), Property, (value, symbol, path) =>
            new Predicate($"{Text(value)} {symbol} {path}", document => NaiveValue.Compare((true, value), symbol, NaiveValue.At(document, path)))),
        Gen.Select(Property, Any.Array[1, 3], (path, values) =>
            new Predicate($"{path} IN ({string.Join(", ", values.Select(Text))})", document => NaiveValue.At(document, path) is (true, _) value
                ? values.Any(option => NaiveValue.Compare(value, "=", (true, option)) == true)
                : null)),
        Gen.Select(Property, Any, Any, (path, low, high) =>
            new Predicate($"({path} BETWEEN {Text(low)} AND {Text(high)})", document => And(
                NaiveValue.Compare(NaiveValue.At(document, path), ">=", (true, low)), NaiveValue.Compare(NaiveValue.At(document, path), "<=", (true, high))))),
        Gen.Select(Property, Gen.OneOf("", "a", "ab", "å", "\ue000"), (path, prefix) =>
            new Predicate($"STARTSWITH({path}, \"{prefix}\")", document => NaiveValue.Type(NaiveValue.At(document, path)) == "STRING"
                ? NaiveValue.At(document, path).Node!.GetValue<string>().StartsWith(prefix, StringComparison.Ordinal)
                : null)),
        Gen.Select(Gen.OneOf("NULL", "BOOL", "NUMBER", "STRING", "ARRAY", "OBJECT"), Property, (type, path) =>
            new Predicate($"IS_{type}({path})", document => NaiveValue.Type(NaiveValue.At(document, path)) == type)),
        Property.Select(path => new Predicate($"IS_DEFINED({path})", document => NaiveValue.At(document, path).IsDefined)),
        Property.Select(path => new Predicate(path, document => NaiveValue.Compare(NaiveValue.At(document, path), "=", (true, JsonValue.Create(true))) is true ? true
            : NaiveValue.Type(NaiveValue.At(document, path)) == "BOOL" ? false : null)));

    public static readonly Gen<Predicate> Filter = Gen.Select(Test, Test, Test, Gen.Int[0, 5], (a, b, c, form) => form switch
    {
        0 => a,
        1 => new Predicate($"{a.Sql} AND {b.Sql}", document => And(a.Holds(document), b.Holds(document))),
        2 => new Predicate($"{a.Sql} OR {b.Sql}", document => Or(a.Holds(document), b.Holds(document))),
        3 => new Predicate($"({a.Sql} OR {b.Sql}) AND {c.Sql}", document => And(Or(a.Holds(document), b.Holds(document)), c.Holds(document))),
        4 => new Predicate($"NOT ({a.Sql})", document => !a.Holds(document)),
        _ => new Predicate($"{a.Sql} AND NOT ({b.Sql} OR {c.Sql})", document => And(a.Holds(document), !Or(b.Holds(document), c.Holds(document)))),
    });

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    // The operators of C# on bool? are the three-valued ones.
    private static bool? And(bool? a, bool? b) => a & b;

    private static bool? Or(bool? a, bool? b) => a | b;

    /// <summary>A filter and what it means: null for undefined.</summary>
    public sealed record Predicate(string Sql, Func<JsonObject, bool?> Holds);
}
