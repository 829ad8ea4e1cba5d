using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Random documents, conditions and updates over few names and values, so that they meet. Made as text and data first: a JSON node has one parent only.</summary>
internal static class DocumentGen
{
    private static readonly string[] Names = ["a", "b", "order", "it's \"x\""];
    private static readonly string[] Scalars = ["null", "true", "false", "0", "1", "-1", "2.5", "1e3", "\"\"", "\"a\"", "\"ab\"", "\"B\"", "\"1\"", "\"\\u00e9\"", "\"it's \\\"q\\\" \\\\\""];

    private static readonly Gen<string> Name = Gen.OneOf(Names);
    private static readonly Gen<string> Scalar = Gen.OneOf(Scalars);

    /// <summary>The JSON text of a value: mostly a scalar, else a list or an object of them.</summary>
    public static readonly Gen<string> Value = Gen.Frequency(
        (6, Scalar),
        (2, Scalar.Array[0, 3].Select(items => $"[{string.Join(',', items)}]")),
        (2, Fields(Scalar, 2)));

    /// <summary>The JSON text of a document's content, two levels deep.</summary>
    public static readonly Gen<string> Document = Fields(Gen.Frequency((4, Value), (1, Fields(Value, 2))), 4);

    public static readonly Gen<DocumentPath> Path = Gen.Frequency(
        (5, Name.Select(name => DocumentPath.Of(name))),
        (3, Gen.Select(Name, Name, (first, second) => DocumentPath.Of(first, second))),
        (1, Gen.Select(Name, Gen.Int[0, 2], (name, index) => DocumentPath.Of(name).Append(index))));

    private static readonly Gen<Operand.Literal> Literal = Value.Select(text => new Operand.Literal(JsonNode.Parse(text)));

    private static readonly Gen<Operand> Any = Gen.Frequency<Operand>(
        (5, Path.Select<DocumentPath, Operand>(path => new Operand.Attribute(path))),
        (1, Path.Select<DocumentPath, Operand>(path => new Operand.Size(path))));

    private static readonly Gen<Operand> Other = Gen.Frequency<Operand>((4, Literal.Select<Operand.Literal, Operand>(literal => literal)), (1, Any));

    private static readonly Gen<DocumentType?> Kind = Gen.Int[0, 3].Select(kind => ((DocumentType?[])[null, DocumentType.String, DocumentType.List, DocumentType.Number])[kind]);

    private static readonly Gen<DocumentPath> ElementPath = Gen.Frequency((2, Gen.Const(DocumentPath.Root)), (1, Name.Select(name => DocumentPath.Of(name))));

    public static readonly Gen<Condition> Leaf = Gen.Frequency<Condition>(
        (6, Gen.Select(Any, Gen.Enum<ComparisonOperator>(), Other, Condition (left, comparison, right) => new Condition.Compare(left, comparison, right))),
        (1, Gen.Select(Any, Literal.Array[0, 3], Condition (operand, values) => new Condition.In(operand, [.. values]))),
        (1, Gen.Select(Any, Other, Condition (left, right) => new Condition.SameText(left, right))),
        (1, Gen.Select(Any, Other, Gen.Bool, Condition (operand, prefix, ignoreCase) => new Condition.BeginsWith(operand, prefix) { IgnoreCase = ignoreCase })),
        (1, Gen.Select(Any, Other, Gen.Bool, Condition (operand, suffix, ignoreCase) => new Condition.EndsWith(operand, suffix) { IgnoreCase = ignoreCase })),
        (1, Gen.Select(Any, Other, Gen.Bool, Kind, Condition (operand, value, ignoreCase, kind) => new Condition.Contains(operand, value) { IgnoreCase = ignoreCase, Of = kind })),
        (1, Path.Select(Condition (path) => new Condition.Exists(path))),
        (1, Gen.Select(Path, Gen.Enum<DocumentType>(), Condition (path, type) => new Condition.OfType(path, type))));

    /// <summary>Conditions every store takes along with a write: see <see cref="PatchRules.IsNative(Virga.Documents.Condition?)"/>.</summary>
    public static readonly Gen<Condition> Native = Conditions(3, withElements: false);

    public static readonly Gen<Condition> Condition = Conditions(3, withElements: true);

    /// <summary>Actions that every store does by itself: see <see cref="PatchRules.IsNative(UpdateAction)"/>.</summary>
    public static readonly Gen<ImmutableArray<UpdateAction>> Actions = Gen.OneOf<UpdateAction>(
            Gen.Select(Plain(), Value, UpdateAction (path, text) => new UpdateAction.Set(path, JsonNode.Parse(text))),
            Gen.Select(Plain(), Gen.OneOf(1m, -2m, 0m, 0.5m, 1000000m), UpdateAction (path, by) => new UpdateAction.Increment(path, by)),
            Plain().Select(UpdateAction (path) => new UpdateAction.Remove(path)))
        .Array[1, 5].Select(actions => actions.ToImmutableArray());

    /// <summary>Native and guarded actions, which a store does where the document has the list, and otherwise refuses.</summary>
    public static readonly Gen<ImmutableArray<UpdateAction>> Guarded = Gen.Frequency<UpdateAction>(
            (2, Gen.Select(Path, Value, UpdateAction (path, text) => new UpdateAction.Set(path, JsonNode.Parse(text)))),
            (2, Gen.Select(Name, Gen.Int[0, 2], Value, UpdateAction (name, index, text) => new UpdateAction.Set(DocumentPath.Of(name).Append(index), JsonNode.Parse(text)))),
            (1, Gen.Select(Name, Gen.Int[0, 2], UpdateAction (name, index) => new UpdateAction.Remove(DocumentPath.Of(name).Append(index)))),
            (1, Gen.Select(Name, Gen.Int[0, 2], UpdateAction (name, index) => new UpdateAction.Increment(DocumentPath.Of(name).Append(index), 1))),
            (1, Gen.Select(Name, Gen.Int[0, 2], Name, UpdateAction (name, index, inner) => new UpdateAction.Remove(DocumentPath.Of(name).Append(index).Append(inner)))),
            (2, Gen.Select(Path, Value.Array[1, 2], UpdateAction (path, texts) => new UpdateAction.Append(path, [.. texts.Select(text => JsonNode.Parse(text))]))),
            (3, Gen.Select(Name, Gen.Int[0, 2], Value.Array[1, 2], UpdateAction (name, position, texts) => new UpdateAction.Insert(DocumentPath.Of(name), position, [.. texts.Select(text => JsonNode.Parse(text))]))))
        .Array[1, 3].Select(actions => actions.ToImmutableArray());

    /// <summary>What a failing case prints.</summary>
    public static string Print(Condition condition) => condition switch
    {
        Condition.All all => $"All({string.Join(", ", all.Parts.Select(Print))})",
        Condition.Any any => $"Any({string.Join(", ", any.Parts.Select(Print))})",
        Condition.Not not => $"Not({Print(not.Part)})",
        Condition.Compare compare => $"{Print(compare.Left)} {compare.Operator} {Print(compare.Right)}",
        Condition.In within => $"{Print(within.Operand)} In({string.Join(", ", within.Values.Select(Print))})",
        Condition.BeginsWith begins => $"{Print(begins.Operand)} BeginsWith({begins.IgnoreCase}) {Print(begins.Prefix)}",
        Condition.EndsWith ends => $"{Print(ends.Operand)} EndsWith({ends.IgnoreCase}) {Print(ends.Suffix)}",
        Condition.SameText same => $"{Print(same.Left)} SameText {Print(same.Right)}",
        Condition.AnyElement any => $"AnyElement({any.List}, {Print(any.Part)})",
        Condition.AllElements all => $"AllElements({all.List}, {Print(all.Part)})",
        Condition.Contains contains => $"{Print(contains.Operand)} Contains({contains.Of}, {contains.IgnoreCase}) {Print(contains.Value)}",
        _ => condition.ToString(),
    };

    private static string Print(Operand operand) => operand switch
    {
        Operand.Literal literal => literal.Value?.ToJsonString() ?? "null",
        Operand.Size size => $"Size({size.Path})",
        Operand.Attribute attribute => attribute.Path.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"{operand}"),
    };

    private static Gen<DocumentPath> Plain() => Path.Where(PatchRules.IsPlain);

    private static Gen<string> Fields(Gen<string> value, int most) =>
        Gen.Select(Name, value).Array[0, most].Select(fields =>
        {
            var map = new JsonObject();
            foreach (var (name, text) in fields)
            {
                map[name] = JsonNode.Parse(text);
            }

            return map.ToJsonString();
        });

    private static Gen<Condition> Conditions(int depth, bool withElements) => depth == 0 ? Leaf : Gen.Frequency<Condition>(
        (4, Leaf),
        (2, Conditions(depth - 1, withElements).Select(Condition (part) => new Condition.Not(part))),
        (1, Conditions(depth - 1, withElements).Array[0, 3].Select(Condition (parts) => new Condition.All([.. parts]))),
        (1, Conditions(depth - 1, withElements).Array[0, 3].Select(Condition (parts) => new Condition.Any([.. parts]))),
        (withElements ? 2 : 0, Gen.Select(Path, ElementConditions(depth - 1), Gen.Bool, Condition (list, part, any) =>
            any ? new Condition.AnyElement(list, part) : new Condition.AllElements(list, part))));

    private static Gen<Condition> ElementConditions(int depth) => Gen.Frequency<Condition>(
        (3, Gen.Select(ElementPath, Gen.Enum<ComparisonOperator>(), Literal, Condition (path, comparison, value) => new Condition.Compare(new Operand.Attribute(path), comparison, value))),
        (1, Gen.Select(ElementPath, Gen.Enum<DocumentType>(), Condition (path, type) => new Condition.OfType(path, type))),
        (1, Conditions(depth, withElements: true)));
}
