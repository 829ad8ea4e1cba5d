using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Parses one SELECT. FROM is read first, for it says what the names in SELECT mean.</summary>
internal sealed class SelectParser
{
    private readonly TokenReader _reader;
    private readonly ExpressionParser _expressions;
    private readonly FromParser _from;
    private readonly ClauseParser _clauses;

    public SelectParser(TokenReader reader, ParserState state)
    {
        _reader = reader;
        _expressions = new ExpressionParser(reader, state, this);
        _from = new FromParser(reader, state, _expressions, this);
        _clauses = new ClauseParser(reader, _expressions);
    }

    /// <param name="outer">The names of the query around it; null for the outermost.</param>
    /// <param name="isSource">Whether it stands first in the outermost FROM, so that it may read the container.</param>
    public SelectQuery Parse(NameScope? outer, bool isSource = false)
    {
        _reader.Enter();
        var scope = new NameScope(outer) { MayReadContainer = outer is null || isSource };
        var start = _reader.Expect("SELECT");
        var isDistinct = _reader.Accept("DISTINCT");
        var top = _clauses.Top(scope);
        var (selection, selected) = (_reader.At, _reader.Current);
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
        var where = _clauses.Where(scope);
        var groupBy = _clauses.GroupBy(scope);
        var orderBy = _clauses.OrderBy(scope, from, groupBy);
        var (offset, limit) = _clauses.OffsetLimit(scope, hasTop: top is not null);
        var isGrouped = aggregates.Count > 0 || groupBy.Count > 0;
        if (isGrouped)
        {
            GroupingRules.Check(selected, projection, groupBy);
        }

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

            // Aggregates over everything make one row, whatever its order.
            OrderBy = isGrouped && groupBy.Count == 0 ? [] : orderBy,
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
            _ => "$" + (properties.Count(property => property.Key.StartsWith('$')) + 1).ToString(CultureInfo.InvariantCulture),
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

    /// <summary>Goes to the FROM of this SELECT, or to what ends it.</summary>
    private void SkipSelection()
    {
        for (var depth = 0; _reader.Current.Kind != TokenKind.End; _reader.At++)
        {
            var token = _reader.Current;
            var isName = _reader.At > 0 && (_reader.TokenAt(_reader.At - 1).Is(".") || _reader.TokenAt(_reader.At - 1).Is("AS"));
            if (depth == 0 && !isName && (token.StartsClause || token.Is(")")))
            {
                return;
            }

            depth += token.Nesting;
        }
    }

    private void ExpectEndOfSelection()
    {
        var token = _reader.Current;
        if (token.Kind != TokenKind.End && !token.StartsClause && !token.Is(")"))
        {
            throw _reader.Unexpected();
        }
    }
}
