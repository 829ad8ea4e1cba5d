namespace Virga.CosmosEmulator;

/// <summary>Functions that ask for the type of a value. They are never undefined.</summary>
internal static class TypeFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Test("IS_DEFINED", value => !value.IsUndefined),
        Test("IS_NULL", value => value.Kind == ValueKind.Null),
        Test("IS_BOOL", value => value.Kind == ValueKind.Boolean),
        Test("IS_NUMBER", value => value.Kind == ValueKind.Number),
        Test("IS_STRING", value => value.Kind == ValueKind.String),
        Test("IS_ARRAY", value => value.Kind == ValueKind.Array),
        Test("IS_OBJECT", value => value.Kind == ValueKind.Object),
        Test("IS_PRIMITIVE", value => value.IsPrimitive),
        Test("IS_FINITE_NUMBER", value => value.Kind == ValueKind.Number && double.IsFinite(value.Number)),
        Test("IS_INTEGER", value => value.Kind == ValueKind.Number && Math.Truncate(value.Number) == value.Number),
        new("IIF", 3, 3, (arguments, _) => arguments[0].IsTrue ? arguments[1] : arguments[2]),
        new("DOCUMENTID", 1, 1, (arguments, _) => DocumentId(arguments[0])),
    ];

    private static Function Test(string name, Func<Value, bool> test) => new(name, 1, 1, (arguments, _) => Value.Of(test(arguments[0])));

    /// <summary>The number inside a document's <c>_rid</c>: the order of creation.</summary>
    private static Value DocumentId(Value document)
    {
        var rid = document.Property("_rid");
        if (rid.Kind != ValueKind.String)
        {
            return Value.Undefined;
        }

        return ResourceId.TryParseDocument(rid.Text, out var sequence) ? Value.Of(sequence) : Value.Undefined;
    }
}
