namespace Virga.CosmosEmulator;

/// <summary>Functions over arrays and objects.</summary>
internal static class ArrayFunctions
{
    public static IEnumerable<Function> All() =>
    [
        new("ARRAY_CONTAINS", 2, 3, (arguments, _) => Contains(arguments)),
        new("ARRAY_CONTAINS_ANY", 2, int.MaxValue, (arguments, _) => ContainsEach(arguments, all: false)),
        new("ARRAY_CONTAINS_ALL", 2, int.MaxValue, (arguments, _) => ContainsEach(arguments, all: true)),
        new("ARRAY_LENGTH", 1, 1, (arguments, _) => arguments[0].Kind == ValueKind.Array ? Value.Of(arguments[0].Count) : Value.Undefined),
        new("ARRAY_CONCAT", 2, int.MaxValue, (arguments, _) =>
            arguments.All(argument => argument.Kind == ValueKind.Array) ? Value.Of([.. arguments.SelectMany(argument => argument.Items)]) : Value.Undefined),
        new("ARRAY_SLICE", 2, 3, (arguments, _) => Slice(arguments)),
        new("SETINTERSECT", 2, 2, (arguments, _) => Set(arguments, (a, b) => a.Intersect(b, ValueComparer.Instance))),
        new("SETUNION", 2, 2, (arguments, _) => Set(arguments, (a, b) => a.Union(b, ValueComparer.Instance))),
        new("SETDIFFERENCE", 2, 2, (arguments, _) => Set(arguments, (a, b) => a.Except(b, ValueComparer.Instance))),
        new("SETEQUAL", 2, 2, (arguments, _) => arguments.All(argument => argument.Kind == ValueKind.Array)
            ? Value.Of(arguments[0].Items.ToHashSet(ValueComparer.Instance).SetEquals(arguments[1].Items))
            : Value.Undefined),
        new("OBJECTTOARRAY", 1, 3, (arguments, _) => FromObject(arguments)),
    ];

    private static Value Contains(Value[] arguments)
    {
        var isPartial = arguments.Length > 2 ? arguments[2] : Value.False;
        if (arguments[0].Kind != ValueKind.Array || arguments[1].IsUndefined || isPartial.Kind != ValueKind.Boolean)
        {
            return Value.Undefined;
        }

        var wanted = arguments[1];
        return Value.Of(arguments[0].Items.Any(item =>
            isPartial.Boolean ? ValueComparer.Instance.Contains(item, wanted) : ValueComparer.Instance.Equals(item, wanted)));
    }

    private static Value ContainsEach(Value[] arguments, bool all)
    {
        if (arguments[0].Kind != ValueKind.Array)
        {
            return Value.Undefined;
        }

        var items = arguments[0].Items.ToHashSet(ValueComparer.Instance);
        var wanted = arguments.Skip(1).Where(value => !value.IsUndefined);
        // As of ORs or ANDs: one element decides, and when none does, an undefined one leaves it open.
        return wanted.Any(value => items.Contains(value) != all) ? Value.Of(!all)
            : arguments.Skip(1).Any(value => value.IsUndefined) ? Value.Undefined
            : Value.Of(all);
    }

    private static Value Slice(Value[] arguments)
    {
        var length = int.MaxValue;
        if (arguments[0].Kind != ValueKind.Array || !Arguments.IsInt(arguments[1], out var start) || (arguments.Length > 2 && !Arguments.IsInt(arguments[2], out length)))
        {
            return Value.Undefined;
        }

        // A negative start counts from the end.
        var from = start < 0 ? Math.Max(0, arguments[0].Count + start) : start;
        return Value.Of([.. arguments[0].Items.Skip(from).Take(Math.Max(0, length))]);
    }

    private static Value Set(Value[] arguments, Func<IEnumerable<Value>, IEnumerable<Value>, IEnumerable<Value>> combine) =>
        arguments.All(argument => argument.Kind == ValueKind.Array) ? Value.Of([.. combine(arguments[0].Items, arguments[1].Items)]) : Value.Undefined;

    private static Value FromObject(Value[] arguments)
    {
        if (arguments[0].Kind != ValueKind.Object || arguments.Skip(1).Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        var key = arguments.Length > 1 ? arguments[1].Text : "k";
        var value = arguments.Length > 2 ? arguments[2].Text : "v";
        return Value.Of([.. arguments[0].Properties.Select(property =>
            Value.Of([KeyValuePair.Create(key, Value.Of(property.Key)), KeyValuePair.Create(value, property.Value)]))]);
    }
}
