namespace Virga.CosmosEmulator;

/// <summary>Parses the clauses of a SELECT but FROM; each gives nothing where its keyword does not stand.</summary>
internal sealed class ClauseParser(TokenReader reader, ExpressionParser expressions)
{
    public Expression? Where(NameScope scope)
    {
        scope.Clause = "WHERE";
        return reader.Accept("WHERE") ? expressions.Parse(scope) : null;
    }

    public List<Expression> GroupBy(NameScope scope)
    {
        var keys = new List<Expression>();
        scope.Clause = "GROUP BY";
        if (reader.Accept("GROUP"))
        {
            reader.Expect("BY");
            do
            {
                var start = reader.Current;
                var key = expressions.Parse(scope);
                if (key.Any(part => part is SubqueryExpression))
                {
                    throw QuerySyntax.Error(start, "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.", "SC2111");
                }

                keys.Add(key.IsConstant ? throw QuerySyntax.Error(start, "Each GROUP BY expression must contain at least one property reference.", "SC2110") : key);
            }
            while (reader.Accept(","));
        }

        return reader.Current.Is("HAVING") ? throw reader.Unexpected("There is no HAVING in this dialect.") : keys;
    }

    public List<OrderItem> OrderBy(NameScope scope, List<FromSource> from, List<Expression> groupBy)
    {
        var items = new List<OrderItem>();
        if (!reader.Current.Is("ORDER"))
        {
            return items;
        }

        RefuseInSubquery(scope, "'ORDER BY' is", "SC2202");
        scope.Clause = "ORDER BY";
        reader.Take();
        reader.Expect("BY");
        do
        {
            var start = reader.Current;
            var expression = expressions.Parse(scope);
            if (PropertyExpression.PathWithElements(expression) is not { Names.Count: > 0 } path)
            {
                throw QuerySyntax.Error(start, "Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.", "SC2206");
            }

            if (!from.Any(source => source.IsDocuments && source.Slot == path.Slot))
            {
                throw QuerySyntax.Error(start, "Order-by over correlated collections is not supported.", "SC2204");
            }

            if (groupBy.Count > 0 && !groupBy.Any(key => key.Signature == expression.Signature))
            {
                throw QuerySyntax.Error(
                    start,
                    $"Property reference '{GroupingRules.Describe(expression)}' is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.",
                    "SC2103");
            }

            var isDescending = reader.Accept("DESC");
            if (!isDescending)
            {
                reader.Accept("ASC");
            }

            items.Add(new OrderItem(expression, isDescending));
        }
        while (reader.Accept(","));
        return items;
    }

    public Expression? Top(NameScope scope)
    {
        if (!reader.Current.Is("TOP"))
        {
            return null;
        }

        RefuseInSubquery(scope, "'TOP' is", "SC2203");
        reader.Take();
        var count = reader.Current;
        return count.Kind == TokenKind.Number && !Arguments.IsInt(count.Number, out _)
            ? throw QuerySyntax.Error(count, "The count value provided for a TOP clause must be an integer.", "SC2060")
            : Count();
    }

    public (Expression? Offset, Expression? Limit) OffsetLimit(NameScope scope, bool hasTop)
    {
        if (!reader.Current.Is("OFFSET"))
        {
            return (null, null);
        }

        if (hasTop)
        {
            throw QuerySyntax.Error(reader.Current, "A TOP cannot be used in the same query or subquery as an OFFSET.", "SC2205");
        }

        RefuseInSubquery(scope, "'OFFSET LIMIT' clause is", "SC2204");
        reader.Take();
        var offset = Count();
        reader.Expect("LIMIT");
        return (offset, Count());
    }

    private void RefuseInSubquery(NameScope scope, string what, string code)
    {
        if (scope.Outer is not null)
        {
            throw QuerySyntax.Error(reader.Current, $"{what} not supported in subqueries.", code);
        }
    }

    /// <summary>A whole number or a parameter.</summary>
    private Expression Count() =>
        reader.Current.Kind == TokenKind.Parameter || (reader.Current.Kind == TokenKind.Number && Arguments.IsInt(reader.Current.Number, out _))
            ? expressions.Primary(new NameScope(null))
            : throw reader.Unexpected();
}
