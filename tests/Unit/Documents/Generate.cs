using System.Text.Json.Nodes;
using CsCheck;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>Random documents, conditions and updates over a few names, so that they meet.</summary>
internal static class Generate
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "c");

    public static readonly Gen<string> Text = Gen.OneOf("", "a", "b", "ab", "B", "é", "\uFF5E", "\U0001F408", "a\U0001F408").Select(Gen.OneOf("", "a", "\uE000"), (left, right) => left + right);

    public static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        Gen.Int[-3, 3].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.OneOf(0.5, -1.5, 1e20).Select(number => (JsonNode?)JsonValue.Create(number)),
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Const(0).Select(_ => (JsonNode?)null));

    public static readonly Gen<JsonNode?> Value = Gen.Recursive<JsonNode?>((depth, inner) => depth > 2
        ? Scalar
        : Gen.Frequency<JsonNode?>(
            (4, Scalar),
            (1, inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(Copy)]))),
            (1, Members(inner).Select(map => (JsonNode?)map))));

    public static readonly Gen<JsonObject> Document = Members(Value);

    public static readonly Gen<DocumentPath> Path = Gen.OneOf<DocumentPath>(
        Name.Select(name => DocumentPath.Of(name)),
        Gen.Select(Name, Name, (first, second) => DocumentPath.Of(first, second)),
        Gen.Select(Name, Gen.Int[0, 2], (name, index) => DocumentPath.Of(name).Append(index)));

    private static readonly Gen<Operand> AnyOperand = Gen.OneOf<Operand>(
        Path.Select(path => (Operand)new Operand.Attribute(path)),
        Path.Select(path => (Operand)new Operand.Size(path)),
        Value.Select(value => (Operand)new Operand.Literal(value)));

    private static readonly Gen<Condition> Leaf = Gen.OneOf<Condition>(
        Gen.Select(AnyOperand, Gen.Enum<ComparisonOperator>(), AnyOperand, (left, comparison, right) => (Condition)new Condition.Compare(left, comparison, right)),
        Gen.Select(AnyOperand, Value.Array[0, 3], (operand, values) => (Condition)new Condition.In(operand, [.. values.Select(value => new Operand.Literal(value))])),
        Gen.Select(AnyOperand, AnyOperand, (left, right) => (Condition)new Condition.SameText(left, right)),
        Gen.Select(AnyOperand, AnyOperand, Gen.Bool, (operand, prefix, ignoreCase) => (Condition)new Condition.BeginsWith(operand, prefix) { IgnoreCase = ignoreCase }),
        Gen.Select(AnyOperand, AnyOperand, Gen.Bool, (operand, suffix, ignoreCase) => (Condition)new Condition.EndsWith(operand, suffix) { IgnoreCase = ignoreCase }),
        Gen.Select(AnyOperand, AnyOperand, Gen.Bool, (operand, value, ignoreCase) => (Condition)new Condition.Contains(operand, value) { IgnoreCase = ignoreCase, Of = ignoreCase ? DocumentType.String : null }),
        Path.Select(path => (Condition)new Condition.Exists(path)),
        Gen.Select(Path, Gen.Enum<DocumentType>(), (path, type) => (Condition)new Condition.OfType(path, type)));

    public static readonly Gen<Condition> Condition = Gen.Recursive<Condition>((depth, inner) => depth > 2
        ? Leaf
        : Gen.Frequency<Condition>(
            (4, Leaf),
            (1, inner.Array[0, 3].Select(parts => (Condition)new Condition.All([.. parts]))),
            (1, inner.Array[0, 3].Select(parts => (Condition)new Condition.Any([.. parts]))),
            (1, Gen.Select(Path, inner, (list, part) => (Condition)new Condition.AnyElement(list, part))),
            (1, Gen.Select(Path, inner, (list, part) => (Condition)new Condition.AllElements(list, part))),
            (1, inner.Select(part => (Condition)new Condition.Not(part)))));

    public static readonly Gen<UpdateAction> Action = Gen.OneOf<UpdateAction>(
        Gen.Select(Path, Value, (path, value) => (UpdateAction)new UpdateAction.Set(path, value)),
        Gen.Select(Path, Value, (path, value) => (UpdateAction)new UpdateAction.SetIfAbsent(path, value)),
        Gen.Select(Path, Gen.Int[-3, 3], (path, by) => (UpdateAction)new UpdateAction.Increment(path, by)),
        Path.Select(path => (UpdateAction)new UpdateAction.Remove(path)),
        Gen.Select(Path, Value.Array[0, 2], (path, values) => (UpdateAction)new UpdateAction.Append(path, [.. values])),
        Gen.Select(Path, Gen.Int[0, 2], Value.Array[0, 2], (path, position, values) => (UpdateAction)new UpdateAction.Insert(path, position, [.. values])),
        Gen.Select(Path, Value.Array[0, 2], (path, values) => (UpdateAction)new UpdateAction.Union(path, [.. values])),
        Gen.Select(Path, Value.Array[0, 2], (path, values) => (UpdateAction)new UpdateAction.Except(path, [.. values])));

    private static Gen<JsonObject> Members(Gen<JsonNode?> value) => Gen.Select(Name, value).Array[0, 3].Select(members =>
    {
        var map = new JsonObject();
        foreach (var (name, node) in members)
        {
            map[name] = Copy(node);
        }

        return map;
    });

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
