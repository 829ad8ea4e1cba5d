namespace Virga.CosmosEmulator;

/// <summary>Parses what operators stand between: constants, paths, calls, objects, arrays and subqueries.</summary>
internal sealed class PrimaryParser(TokenReader reader, ParserState state, ExpressionParser expressions, SelectParser selects)
{
    public Expression Postfix(NameScope scope)
    {
        var expression = Primary(scope);
        while (reader.Current.Is(".") || reader.Current.Is("["))
        {
            expression = Step(expression, scope);
        }

        return expression;
    }

    /// <summary>One <c>.name</c> or <c>[index]</c>; an index is a constant or a parameter.</summary>
    public Expression Step(Expression owner, NameScope scope)
    {
        if (reader.Accept("."))
        {
            return new PropertyExpression(owner, reader.Identifier().Text);
        }

        var start = reader.Expect("[");
        var index = expressions.Parse(scope);
        reader.Expect("]");
        return index switch
        {
            LiteralExpression { Value.Kind: ValueKind.String } name => new PropertyExpression(owner, name.Value.Text),
            LiteralExpression { Value.Kind: ValueKind.Number } or ParameterExpression => new IndexExpression(owner, index),
            _ => throw QuerySyntax.Error(start, "The specified query includes 'member indexer' which is currently not supported.", "SC2990"),
        };
    }

    public Expression Primary(NameScope scope)
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.End)
        {
            throw reader.Unexpected();
        }

        reader.Take();
        return (token.Kind, token.Text) switch
        {
            (TokenKind.Number, _) => new LiteralExpression(token.Number),
            (TokenKind.String, _) => new LiteralExpression(Value.Of(token.Text)),
            (TokenKind.Parameter, _) => new ParameterExpression(token.Text, state.Parameter(token.Text)),
            (TokenKind.Keyword, "true") => new LiteralExpression(Value.True),
            (TokenKind.Keyword, "false") => new LiteralExpression(Value.False),
            (TokenKind.Keyword, "null") => new LiteralExpression(Value.Null),
            (TokenKind.Keyword, "undefined") => new LiteralExpression(Value.Undefined),
            (TokenKind.Keyword, "NaN" or "Infinity") => throw QuerySyntax.Unsupported(token, $"the number {token}"),
            (TokenKind.Keyword, "udf") => throw QuerySyntax.Unsupported(token, "a user defined function"),
            (TokenKind.Keyword, "EXISTS") => Subquery(scope, SubqueryKind.Exists),
            (TokenKind.Keyword, "ARRAY") => Subquery(scope, SubqueryKind.Array),
            (TokenKind.Keyword, "LEFT" or "RIGHT") when reader.Current.Is("(") => Call(scope, token),
            (TokenKind.Symbol, "(") => Parenthesized(scope, token),
            (TokenKind.Symbol, "[") => new ArrayExpression(List(scope, "]")),
            (TokenKind.Symbol, "{") => Object(scope),
            (TokenKind.Identifier, _) when reader.Current.Is("(") => reader.Ahead(1).Is("SELECT") ? SubqueryFunction(scope, token) : Call(scope, token),
            (TokenKind.Identifier, _) when scope.TryGet(token.Text, out var slot) => new SlotExpression(token.Text, slot),
            (TokenKind.Identifier, _) => throw QuerySyntax.Error(token, $"Identifier {token} could not be resolved.", "SC2001"),
            _ => throw QuerySyntax.Near(token),
        };
    }

    /// <summary>Expressions up to a closing symbol, which is taken.</summary>
    public Expression[] List(NameScope scope, string end)
    {
        var items = new List<Expression>();
        if (reader.Accept(end))
        {
            return [];
        }

        do
        {
            items.Add(expressions.Parse(scope));
        }
        while (reader.Accept(","));
        reader.Expect(end);
        return [.. items];
    }

    private Expression Parenthesized(NameScope scope, Token start)
    {
        if (!reader.Current.Is("SELECT"))
        {
            var expression = expressions.Parse(scope);
            reader.Expect(")");
            return expression;
        }

        var query = selects.Parse(scope);
        reader.Expect(")");
        return query.IsAtMostOne ? new SubqueryExpression(SubqueryKind.Scalar, query)
            : throw QuerySyntax.Error(start, "The cardinality of a scalar subquery result set cannot be greater than one.", "SC2201");
    }

    private SubqueryExpression Subquery(NameScope scope, SubqueryKind kind)
    {
        reader.Expect("(");
        var query = selects.Parse(scope);
        reader.Expect(")");
        return new SubqueryExpression(kind, query);
    }

    private SubqueryExpression SubqueryFunction(NameScope scope, Token name) => name.Text.ToUpperInvariant() switch
    {
        "FIRST" => Subquery(scope, SubqueryKind.First),
        "LAST" => Subquery(scope, SubqueryKind.Last),
        "ALL" => throw QuerySyntax.Unsupported(name, "ALL over a subquery; NOT EXISTS with the opposite filter says the same"),
        _ => throw QuerySyntax.Near(reader.Ahead(1)),
    };

    private Expression Call(NameScope scope, Token name)
    {
        reader.Expect("(");
        if (Accumulator.IsAggregate(name.Text))
        {
            return Aggregate(scope, name);
        }

        var arguments = List(scope, ")");
        return new FunctionExpression(FunctionTable.Find(name, arguments.Length), arguments);
    }

    private AggregateExpression Aggregate(NameScope scope, Token name)
    {
        if (scope.Aggregates is not { } aggregates)
        {
            throw scope.Clause switch
            {
                "SELECT" => QuerySyntax.Error(name, "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.", "SC2101"),
                "GROUP BY" => QuerySyntax.Error(name, "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.", "SC2111"),
                var clause => QuerySyntax.Error(name, $"Aggregates are not allowed in the {clause} clause.", "SC2104"),
            };
        }

        scope.Aggregates = null;
        var arguments = List(scope, ")");
        scope.Aggregates = aggregates;
        if (arguments.Length != 1)
        {
            throw FunctionTable.WrongCount(name, "1");
        }

        var aggregate = new AggregateExpression(name.Text.ToUpperInvariant(), arguments[0], aggregates.Count);
        aggregates.Add(aggregate);
        return aggregate;
    }

    private ObjectExpression Object(NameScope scope)
    {
        var properties = new List<KeyValuePair<string, Expression>>();
        if (reader.Accept("}"))
        {
            return new ObjectExpression([]);
        }

        do
        {
            var name = reader.Current.Kind == TokenKind.String ? reader.Take() : reader.Identifier();
            if (properties.Any(property => property.Key == name.Text))
            {
                throw QuerySyntax.Error(name, $"Object creation error, property name {name} specified more than once.", "SC2022");
            }

            reader.Expect(":");
            properties.Add(KeyValuePair.Create(name.Text, expressions.Parse(scope)));
        }
        while (reader.Accept(","));
        reader.Expect("}");
        return new ObjectExpression([.. properties]);
    }
}
