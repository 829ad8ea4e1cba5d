namespace Virga.CosmosEmulator;

/// <summary>What a SELECT with groups may mention: its keys, aggregates and constants.</summary>
internal static class GroupingRules
{
    public static void Check(int position, Expression projection, IReadOnlyList<Expression> keys, bool isGrouped)
    {
        if (!isGrouped)
        {
            return;
        }

        var signatures = keys.Select(key => key.Signature).ToHashSet(StringComparer.Ordinal);
        Check(position, projection, signatures);
    }

    private static void Check(int position, Expression expression, HashSet<string> keys)
    {
        if (expression is AggregateExpression || expression.IsConstant || keys.Contains(expression.Signature))
        {
            return;
        }

        if (expression is SlotExpression or PropertyExpression or IndexExpression or SubqueryExpression)
        {
            throw QuerySyntax.Error(
                position, $"'{Describe(expression)}' is invalid in the select list as it is not contained in either an aggregate function or the GROUP BY clause.", "SC2102");
        }

        foreach (var part in expression.Parts)
        {
            Check(position, part, keys);
        }
    }

    private static string Describe(Expression expression) => expression switch
    {
        PropertyExpression property => $"{Describe(property.Owner)}.{property.Name}",
        SlotExpression slot => slot.Name,
        _ => "a subquery or computed path",
    };
}
