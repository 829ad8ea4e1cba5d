namespace Virga.CosmosEmulator;

/// <summary>Finds in a filter what it says about single paths of the document. What it does not understand it leaves out: the filter itself still runs.</summary>
internal sealed class PathAnalysis(int slot, Row row)
{
    /// <summary>The constraints that all hold, one a path, the most exact first.</summary>
    public IReadOnlyList<PathConstraint> Find(Expression? filter)
    {
        var found = new Dictionary<string, PathConstraint>(StringComparer.Ordinal);
        if (filter is not null)
        {
            Collect(filter, found);
        }

        return [.. found.Values.OrderBy(constraint => constraint.IsExact ? 0 : constraint.Ranges.Any(range => range.Low.Length > 1) ? 1 : 2)];
    }

    private void Collect(Expression expression, Dictionary<string, PathConstraint> found)
    {
        if (expression is LogicalExpression { IsAnd: true } both)
        {
            Collect(both.Parts[0], found);
            Collect(both.Parts[1], found);
        }
        else if (Analyse(expression) is { } constraint)
        {
            found[constraint.Path.Text] = found.TryGetValue(constraint.Path.Text, out var other) ? other.And(constraint) ?? other : constraint;
        }
    }

    /// <summary>What must hold for the expression to be true; null when that says nothing about one path.</summary>
    private PathConstraint? Analyse(Expression expression) => expression switch
    {
        LogicalExpression { IsAnd: false } either => Or(Analyse(either.Parts[0]), Analyse(either.Parts[1])),
        ComparisonExpression test when Constant(test.Right) is { } value => Compare(test.Left, test.Symbol, value),
        ComparisonExpression test when Constant(test.Left) is { } value => Compare(test.Right, Mirrored(test.Symbol), value),
        BetweenExpression test when Constant(test.Parts[1]) is { } low && Constant(test.Parts[2]) is { } high =>
            Compare(test.Parts[0], ">=", low) is { } above ? above.And(Compare(test.Parts[0], "<=", high)!) : null,
        InExpression test => In(test),
        LikeExpression test when test.Prefix(row) is { } text => Of(test.Parts[0], KeyRange.Prefix(text)),
        FunctionExpression call => Call(call),
        PropertyExpression path => Of(path, KeyRange.Point(IndexKey.Of(Value.True))),
        _ => null,
    };

    private static PathConstraint? Or(PathConstraint? left, PathConstraint? right) =>
        left is null || right is null || left.Path.Text != right.Path.Text ? null : left with { Ranges = [.. left.Ranges, .. right.Ranges] };

    private Value? Constant(Expression expression) =>
        expression.IsConstant && !expression.Any(part => part is FunctionExpression { Name: "RAND" }) ? expression.Evaluate(row) : null;

    private static string Mirrored(string symbol) => symbol switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => symbol,
    };

    private PathConstraint? Compare(Expression path, string symbol, Value value)
    {
        if (value.IsUndefined || (symbol != "=" && !value.IsPrimitive))
        {
            // Such a comparison is never true.
            return symbol == "!=" ? null : Of(path);
        }

        var key = IndexKey.Of(value);
        return symbol switch
        {
            "=" => Of(path, KeyRange.Point(key)),
            "<" => Of(path, new KeyRange(IndexKey.Start(value.Kind), key)),
            "<=" => Of(path, new KeyRange(IndexKey.Start(value.Kind), KeyRange.After(key))),
            ">" => Of(path, new KeyRange(KeyRange.After(key), IndexKey.End(value.Kind))),
            ">=" => Of(path, new KeyRange(key, IndexKey.End(value.Kind))),
            _ => null,
        };
    }

    private PathConstraint? In(InExpression test)
    {
        var options = test.Options.Select(Constant).ToArray();
        return options.All(option => option is not null)
            ? Of(test.Operand, [.. options.Where(option => !option!.Value.IsUndefined).Select(option => KeyRange.Point(IndexKey.Of(option!.Value))).DistinctBy(range => Convert.ToHexString(range.Low))])
            : null;
    }

    private PathConstraint? Call(FunctionExpression call) => call.Name switch
    {
        "IS_DEFINED" => Of(call.Parts[0], new KeyRange(IndexKey.Start(ValueKind.Null), IndexKey.End(ValueKind.Object))),
        "IS_NULL" => Of(call.Parts[0], KeyRange.Type(ValueKind.Null)),
        "IS_BOOL" => Of(call.Parts[0], KeyRange.Type(ValueKind.Boolean)),
        "IS_NUMBER" or "IS_INTEGER" or "IS_FINITE_NUMBER" => Of(call.Parts[0], KeyRange.Type(ValueKind.Number)),
        "IS_STRING" => Of(call.Parts[0], KeyRange.Type(ValueKind.String)),
        "IS_ARRAY" => Of(call.Parts[0], KeyRange.Type(ValueKind.Array)),
        "IS_OBJECT" => Of(call.Parts[0], KeyRange.Type(ValueKind.Object)),
        "IS_PRIMITIVE" => Of(call.Parts[0], new KeyRange(IndexKey.Start(ValueKind.Null), IndexKey.End(ValueKind.String))),
        "STARTSWITH" when IsCaseSensitive(call) && Constant(call.Parts[1]) is { Kind: ValueKind.String } prefix => Of(call.Parts[0], KeyRange.Prefix(prefix.Text)),
        "STRINGEQUALS" when IsCaseSensitive(call) && Constant(call.Parts[1]) is { Kind: ValueKind.String } text => Of(call.Parts[0], KeyRange.Point(IndexKey.Of(text))),
        "ARRAY_CONTAINS" when call.Parts.Count == 2 && Constant(call.Parts[0]) is { Kind: ValueKind.Array } list =>
            Of(call.Parts[1], [.. list.Items.Select(item => KeyRange.Point(IndexKey.Of(item)))]),
        _ => null,
    };

    private bool IsCaseSensitive(FunctionExpression call) => call.Parts.Count == 2 || Constant(call.Parts[2]) is { Kind: ValueKind.Boolean, Boolean: false };

    private PathConstraint? Of(Expression path, params KeyRange[] ranges) =>
        PropertyExpression.PathOf(path) is { Names.Count: > 0 } found && found.Slot == slot ? new PathConstraint(new PathKeyReader(found.Names), ranges) : null;
}
