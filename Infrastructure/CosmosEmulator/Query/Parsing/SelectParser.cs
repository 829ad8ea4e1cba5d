namespace Virga.CosmosEmulator;

/// <summary>Parses one SELECT. FROM is read first, for it says what the names in SELECT mean.</summary>
internal sealed class SelectParser
{
    private readonly TokenReader _reader;
    private readonly ParserState _state;
    private readonly ExpressionParser _expressions;
    private readonly FromParser _from;

    public SelectParser(TokenReader reader, ParserState state)
    {
        _reader = reader;
        _state = state;
        _expressions = new ExpressionParser(reader, state, this);
        _from = new FromParser(reader, state, _expressions, this);
    }

    /// <param name="outer">The names of the query around it; null for the outermost.</param>
    /// <param name="isSource">Whether it stands first in the outermost FROM, so that it may read the container.</param>
    public SelectQuery Parse(NameScope? outer, bool isSource = false)
    {
        _reader.Enter();
        var scope = new NameScope(outer) { MayReadContainer = outer is null || isSource };
        var start = _reader.Expect("SELECT");
        var isDistinct = _reader.Accept("DISTINCT");
        var top = Top(outer);
        var selection = _reader.At;
        SkipSelection();
        var from = _reader.Current.Is("FROM") ? _from.Parse(scope) : [];
        var rest = _reader.At;
        var aggregates = new List<AggregateExpression>();
        scope.Aggregates = aggregates;
        scope.Clause = "SELECT";
        _reader.At = selection;
        var (projection, isWhole) = Selection(scope, from);
        scope.Aggregates = null;
        ExpectEndOfSelection();
        _reader.At = rest;
        return Clauses(scope, start, selection, isDistinct, top, projection, isWhole, from, aggregates);
    }

    private SelectQuery Clauses(
        NameScope scope, Token start, int selection, bool isDistinct, Expression? top, Expression projection, bool isWhole, List<FromSource> from, List<AggregateExpression> aggregates)
    {
        scope.Clause = "WHERE";
        var where = _reader.Accept("WHERE") ? _expressions.Parse(scope) : null;
        var groupBy = GroupBy(scope);
        var isGrouped = aggregates.Count > 0 || groupBy.Count > 0;
        if (_reader.Current.Is("HAVING"))
        {
            throw _reader.Unexpected("There is no HAVING in this dialect.");
        }

        var orderBy = OrderBy(scope, from, groupBy, isGrouped);
        Expression? offset = null;
        Expression? limit = null;
        if (_reader.Current.Is("OFFSET"))
        {
            if (top is not null)
            {
                throw QuerySyntax.Error(_reader.Current, "A TOP cannot be used in the same query or subquery as an OFFSET.", "SC2205");
            }

            RefuseInSubquery(scope.Outer, "'OFFSET LIMIT' clause is", "SC2204");

            _reader.Take();
            offset = Count();
            _reader.Expect("LIMIT");
            limit = Count();
        }

        var selected = _reader.TokenAt(selection);
        if (isGrouped && selected.Is("*"))
        {
            throw groupBy.Count > 0
                ? QuerySyntax.Error(selected, "'SELECT *' is not allowed with GROUP BY.", "SC2041")
                : QuerySyntax.Error(selected, "'SELECT *' is not allowed with aggregate functions.", "SC2040");
        }

        GroupingRules.Check(selected, projection, groupBy, isGrouped);
        _reader.Leave();
        return new SelectQuery
        {
            Position = start.Position,
            IsDistinct = isDistinct,
            Top = top,
            Projection = projection,
            IsWholeDocument = isWhole && !isGrouped,
            From = from,
            Where = where,
            GroupBy = groupBy,
            Aggregates = aggregates,
            OrderBy = orderBy,
            Offset = offset,
            Limit = limit,
        };
    }

    private (Expression Projection, bool IsWhole) Selection(NameScope scope, List<FromSource> from)
    {
        var first = _reader.Current;
        if (_reader.Accept("*"))
        {
            ExpectEndOfSelection();
            return from.Where(source => source.Name.Length > 0).ToArray() switch
            {
                [var only] => (new SlotExpression(only.Name, only.Slot), only.IsDocuments),
                [] => throw QuerySyntax.Error(first, "Syntax error, 'SELECT *' is not valid if FROM clause is omitted.", "SC1021"),
                _ => throw QuerySyntax.Error(first, "'SELECT *' is only valid with a single input set.", "SC2042"),
            };
        }

        if (_reader.Accept("VALUE"))
        {
            var value = _expressions.Parse(scope);
            return (value, value is SlotExpression slot && from is [{ IsDocuments: true } document] && document.Slot == slot.Slot);
        }

        var properties = new List<KeyValuePair<string, Expression>>();
        do
        {
            Item(scope, properties);
        }
        while (_reader.Accept(","));
        return (new ObjectExpression([.. properties]) { IsSelectList = true }, false);
    }

    private void Item(NameScope scope, List<KeyValuePair<string, Expression>> properties)
    {
        var start = _reader.Current;
        var expression = _expressions.Parse(scope);
        var name = Alias() is { } alias ? alias.Text : expression switch
        {
            PropertyExpression property => property.Name,
            SlotExpression slot => slot.Name,
            _ => "$" + (properties.Count(property => property.Key.StartsWith('$')) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (properties.Any(property => property.Key == name))
        {
            throw QuerySyntax.Error(start, $"Object creation error, property name '{name}' specified more than once.", "SC2022");
        }

        properties.Add(KeyValuePair.Create(name, expression));
    }

    /// <summary>A name after AS, or without it; a string is one, too.</summary>
    private Token? Alias() =>
        _reader.Accept("AS") ? _reader.Current.Kind == TokenKind.String ? _reader.Take() : _reader.Identifier()
        : _reader.Current.Kind == TokenKind.Identifier ? _reader.Take()
        : null;

    private List<Expression> GroupBy(NameScope scope)
    {
        var keys = new List<Expression>();
        scope.Clause = "GROUP BY";
        if (_reader.Accept("GROUP"))
        {
            _reader.Expect("BY");
            do
            {
                var start = _reader.Current;
                var key = _expressions.Parse(scope);
                if (key.Any(part => part is SubqueryExpression))
                {
                    throw QuerySyntax.Error(start, "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.", "SC2111");
                }

                keys.Add(key.IsConstant ? throw QuerySyntax.Error(start, "Each GROUP BY expression must contain at least one property reference.", "SC2110") : key);
            }
            while (_reader.Accept(","));
        }

        return keys;
    }

    private List<OrderItem> OrderBy(NameScope scope, List<FromSource> from, List<Expression> groupBy, bool isGrouped)
    {
        var items = new List<OrderItem>();
        if (!_reader.Current.Is("ORDER"))
        {
            return items;
        }

        RefuseInSubquery(scope.Outer, "'ORDER BY' is", "SC2202");
        scope.Clause = "ORDER BY";
        _reader.Take();
        _reader.Expect("BY");
        do
        {
            var start = _reader.Current;
            var expression = _expressions.Parse(scope);
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

            items.Add(new OrderItem(expression, _reader.Accept("DESC") || (_reader.Accept("ASC") && false)));
        }
        while (_reader.Accept(","));

        // Aggregates over everything make one row, whatever its order.
        return isGrouped && groupBy.Count == 0 ? [] : items;
    }

    private Expression? Top(NameScope? outer)
    {
        if (!_reader.Current.Is("TOP"))
        {
            return null;
        }

        RefuseInSubquery(outer, "'TOP' is", "SC2203");
        _reader.Take();
        var count = _reader.Current;
        return count.Kind == TokenKind.Number && !Arguments.IsInt(count.Number, out _)
            ? throw QuerySyntax.Error(count, "The count value provided for a TOP clause must be an integer.", "SC2060")
            : Count();
    }

    private void RefuseInSubquery(NameScope? outer, string what, string code)
    {
        if (outer is not null)
        {
            throw QuerySyntax.Error(_reader.Current, $"{what} not supported in subqueries.", code);
        }
    }

    /// <summary>A whole number or a parameter.</summary>
    private Expression Count() =>
        _reader.Current.Kind == TokenKind.Parameter || (_reader.Current.Kind == TokenKind.Number && Arguments.IsInt(_reader.Current.Number, out _))
            ? _expressions.Primary(new NameScope(null))
            : throw _reader.Unexpected();

    /// <summary>Goes to the FROM of this SELECT, or to what ends it.</summary>
    private void SkipSelection()
    {
        for (var depth = 0; _reader.Current.Kind != TokenKind.End; _reader.At++)
        {
            var token = _reader.Current;
            var isName = _reader.At > 0 && (_reader.TokenAt(_reader.At - 1).Is(".") || _reader.TokenAt(_reader.At - 1).Is("AS"));
            if (depth == 0 && !isName && (token.Is("FROM") || token.Is("WHERE") || token.Is("GROUP") || token.Is("ORDER") || token.Is("OFFSET") || token.Is(")")))
            {
                return;
            }

            depth += token.Is("(") || token.Is("[") || token.Is("{") ? 1 : token.Is(")") || token.Is("]") || token.Is("}") ? -1 : 0;
        }
    }

    private void ExpectEndOfSelection()
    {
        var token = _reader.Current;
        if (token.Kind != TokenKind.End && !token.Is("FROM") && !token.Is("WHERE") && !token.Is("GROUP") && !token.Is("ORDER") && !token.Is("OFFSET") && !token.Is(")"))
        {
            throw _reader.Unexpected();
        }
    }
}
