namespace Virga.CosmosEmulator;

/// <summary>What a SELECT with groups may mention: its keys, aggregates and constants.</summary>
internal static class GroupingRules
{
    public static void Check(Token selection, Expression projection, IReadOnlyList<Expression> keys)
    {
        if (selection.Is("*"))
        {
            throw keys.Count > 0
                ? QuerySyntax.Error(selection, "'SELECT *' is not allowed with GROUP BY.", "SC2041")
                : QuerySyntax.Error(selection, "'SELECT *' is not allowed with aggregate functions.", "SC2040");
        }

        Check(selection, projection, keys.Select(key => key.Signature).ToHashSet(StringComparer.Ordinal));
    }

    private static void Check(Token selection, Expression expression, HashSet<string> keys)
    {
        // Queries that clients rewrite ask for the _rid of a group, too: any of its documents will do.
        if (expression is AggregateExpression or PropertyExpression { Name: "_rid" } || expression.IsConstant || keys.Contains(expression.Signature))
        {
            return;
        }

        if (expression is SlotExpression or PropertyExpression or IndexExpression or SubqueryExpression)
        {
            throw QuerySyntax.Error(
                selection,
                $"Property reference '{Describe(expression)}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.",
                "SC2102");
        }

        foreach (var part in expression.Parts)
        {
            Check(selection, part, keys);
        }
    }

    /// <summary>A path as it would be written.</summary>
    public static string Describe(Expression expression) => expression switch
    {
        PropertyExpression property => $"{Describe(property.Owner)}.{property.Name}",
        SlotExpression slot => slot.Name,
        _ => "a subquery or computed path",
    };
}
