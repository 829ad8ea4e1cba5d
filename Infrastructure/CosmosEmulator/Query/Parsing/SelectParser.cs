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

    public SelectQuery Parse(NameScope? outer)
    {
        _reader.Enter();
        var scope = new NameScope(outer);
        var position = _reader.Expect("SELECT").Position;
        var isDistinct = _reader.Accept("DISTINCT");
        var top = _reader.Accept("TOP") ? Count("TOP") : null;
        if (top is not null && !isDistinct && _reader.Accept("DISTINCT"))
        {
            throw QuerySyntax.Error(_reader.Current.Position, "DISTINCT comes before TOP.");
        }

        var selection = _reader.At;
        SkipSelection();
        var from = _reader.Current.Is("FROM") ? _from.Parse(scope) : [];
        var rest = _reader.At;
        var aggregates = new List<AggregateExpression>();
        scope.Aggregates = aggregates;
        _reader.At = selection;
        var (projection, isWhole) = Selection(scope, from);
        scope.Aggregates = null;
        ExpectEndOfSelection();
        _reader.At = rest;
        return Clauses(scope, position, isDistinct, top, projection, isWhole, from, aggregates);
    }

    private SelectQuery Clauses(
        NameScope scope, int position, bool isDistinct, Expression? top, Expression projection, bool isWhole, List<FromSource> from, List<AggregateExpression> aggregates)
    {
        var where = _reader.Accept("WHERE") ? _expressions.Parse(scope) : null;
        var groupBy = GroupBy(scope);
        var isGrouped = aggregates.Count > 0 || groupBy.Count > 0;
        if (_reader.Current.Is("HAVING"))
        {
            throw QuerySyntax.Error(_reader.Current.Position, "'HAVING' has no meaning in this dialect; filter in an outer query.");
        }

        var orderBy = OrderBy(scope, from, groupBy, isGrouped);
        Expression? offset = null;
        Expression? limit = null;
        if (_reader.Current.Is("OFFSET"))
        {
            if (top is not null)
            {
                throw QuerySyntax.Error(_reader.Current.Position, "TOP and OFFSET LIMIT cannot both be in one query.", "SC2205");
            }

            _reader.Take();
            offset = Count("OFFSET");
            _reader.Expect("LIMIT");
            limit = Count("LIMIT");
        }

        GroupingRules.Check(position, projection, groupBy, isGrouped);
        _reader.Leave();
        return new SelectQuery
        {
            Position = position,
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
            return from.Where(source => source.Name.Length > 0).ToArray() is [var only]
                ? (new SlotExpression(only.Name, only.Slot), only.IsDocuments)
                : throw QuerySyntax.Error(first.Position, "'SELECT *' is only valid with a single input set.", "SC2040");
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
        var name = _reader.Accept("AS") || _reader.Current.Kind == TokenKind.Identifier ? _reader.Identifier().Text : expression switch
        {
            PropertyExpression property => property.Name,
            SlotExpression slot => slot.Name,
            _ => "$" + (properties.Count(property => property.Key.StartsWith('$')) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (properties.Any(property => property.Key == name))
        {
            throw QuerySyntax.Error(start.Position, $"the name '{name}' is twice in SELECT; give one an alias.", "SC2022");
        }

        properties.Add(KeyValuePair.Create(name, expression));
    }

    private List<Expression> GroupBy(NameScope scope)
    {
        var keys = new List<Expression>();
        if (_reader.Accept("GROUP"))
        {
            _reader.Expect("BY");
            do
            {
                keys.Add(_expressions.Parse(scope));
            }
            while (_reader.Accept(","));
        }

        return keys;
    }

    private List<OrderItem> OrderBy(NameScope scope, List<FromSource> from, List<Expression> groupBy, bool isGrouped)
    {
        var items = new List<OrderItem>();
        var start = _reader.Current.Position;
        if (!_reader.Accept("ORDER"))
        {
            return items;
        }

        if (scope.Outer is not null)
        {
            throw QuerySyntax.Error(start, "'ORDER BY' is not supported in subqueries.", "SC2202");
        }

        _reader.Expect("BY");
        do
        {
            var position = _reader.Current.Position;
            var expression = _expressions.Parse(scope);
            if (PropertyExpression.PathOf(expression) is not { } path || path.Names.Count == 0)
            {
                throw QuerySyntax.Error(position, "ORDER BY item expression could not be mapped to a document path.", "SC2206");
            }

            if (!from.Any(source => source.IsDocuments && source.Slot == path.Slot))
            {
                throw QuerySyntax.Error(position, "Order-by over correlated collections is not supported.", "SC2204");
            }

            if (isGrouped && !groupBy.Any(key => key.Signature == expression.Signature))
            {
                throw QuerySyntax.Error(position, "ORDER BY of a query with GROUP BY or aggregates must name one of the GROUP BY expressions.", "SC2102");
            }

            items.Add(new OrderItem(expression, _reader.Accept("DESC") || (_reader.Accept("ASC") && false), position));
        }
        while (_reader.Accept(","));
        return items;
    }

    private Expression Count(string clause) => _reader.Current.Kind switch
    {
        TokenKind.Number or TokenKind.Parameter => _expressions.Primary(new NameScope(null)),
        _ => throw _reader.Unexpected($"{clause} needs a number or a parameter"),
    };

    /// <summary>Goes to the FROM of this SELECT, or to what ends it.</summary>
    private void SkipSelection()
    {
        for (var depth = 0; _reader.Current.Kind != TokenKind.End; _reader.At++)
        {
            var token = _reader.Current;
            if (depth == 0 && (token.Is("FROM") || token.Is("WHERE") || token.Is("GROUP") || token.Is("ORDER") || token.Is("OFFSET") || token.Is(")")))
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
            throw _reader.Unexpected("'FROM' or ',' was expected");
        }
    }
}
