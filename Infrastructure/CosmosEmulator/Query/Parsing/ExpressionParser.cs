namespace Virga.CosmosEmulator;

/// <summary>Parses expressions, loosest operator first.</summary>
internal sealed class ExpressionParser(TokenReader reader, ParserState state, SelectParser selects)
{
    /// <summary>Binary operators from loose to tight, below comparison.</summary>
    private static readonly string[][] Levels = [["|"], ["^"], ["&"], ["<<", ">>", ">>>"], ["+", "-", "||"], ["*", "/", "%"]];

    public Expression Parse(NameScope scope)
    {
        reader.Enter();
        var expression = Conditional(scope);
        reader.Leave();
        return expression;
    }

    private Expression Conditional(NameScope scope)
    {
        var test = Coalesce(scope);
        if (!reader.Accept("?"))
        {
            return test;
        }

        var then = Parse(scope);
        reader.Expect(":");
        return new ConditionalExpression(test, then, Parse(scope));
    }

    private Expression Coalesce(NameScope scope)
    {
        var first = Or(scope);
        while (reader.Accept("??"))
        {
            first = new CoalesceExpression(first, Or(scope));
        }

        return first;
    }

    private Expression Or(NameScope scope)
    {
        var left = And(scope);
        while (reader.Accept("OR"))
        {
            left = new LogicalExpression(isAnd: false, left, And(scope));
        }

        return left;
    }

    private Expression And(NameScope scope)
    {
        var left = Not(scope);
        while (reader.Accept("AND"))
        {
            left = new LogicalExpression(isAnd: true, left, Not(scope));
        }

        return left;
    }

    private Expression Not(NameScope scope)
    {
        if (!reader.Accept("NOT"))
        {
            return Comparison(scope);
        }

        reader.Enter();
        var operand = new NotExpression(Not(scope));
        reader.Leave();
        return operand;
    }

    private Expression Comparison(NameScope scope)
    {
        var left = Binary(scope, 0);
        while (true)
        {
            var isNegated = reader.Current.Is("NOT") && (reader.Ahead(1).Is("IN") || reader.Ahead(1).Is("BETWEEN") || reader.Ahead(1).Is("LIKE"));
            if (isNegated)
            {
                reader.Take();
            }

            var token = reader.Current;
            Expression? test = token.Kind switch
            {
                TokenKind.Symbol when token.Text is "=" or "!=" or "<>" or "<" or "<=" or ">" or ">=" => new ComparisonExpression(reader.Take().Text, left, Binary(scope, 0)),
                TokenKind.Keyword when token.Text == "IN" => In(scope, left),
                TokenKind.Keyword when token.Text == "BETWEEN" => Between(scope, left),
                TokenKind.Keyword when token.Text == "LIKE" => Like(scope, left),
                _ => null,
            };
            if (test is null)
            {
                return left;
            }

            left = isNegated ? new NotExpression(test) : test;
        }
    }

    private InExpression In(NameScope scope, Expression operand)
    {
        reader.Take();
        reader.Expect("(");
        return new InExpression(operand, List(scope, ")"));
    }

    private BetweenExpression Between(NameScope scope, Expression operand)
    {
        reader.Take();
        var low = Binary(scope, 0);
        reader.Expect("AND");
        return new BetweenExpression(operand, low, Binary(scope, 0));
    }

    private LikeExpression Like(NameScope scope, Expression operand)
    {
        reader.Take();
        var pattern = Binary(scope, 0);
        char? escape = null;
        if (reader.Accept("ESCAPE"))
        {
            var token = reader.Take();
            escape = token is { Kind: TokenKind.String, Text.Length: 1 } ? token.Text[0] : throw QuerySyntax.Error(token.Position, "ESCAPE needs a string of one character.");
        }

        return new LikeExpression(operand, pattern, escape);
    }

    private Expression Binary(NameScope scope, int level)
    {
        if (level == Levels.Length)
        {
            return Unary(scope);
        }

        var left = Binary(scope, level + 1);
        while (reader.Current.Kind == TokenKind.Symbol && Levels[level].Contains(reader.Current.Text))
        {
            var symbol = reader.Take().Text;
            left = new ArithmeticExpression(symbol, left, Binary(scope, level + 1));
        }

        return left;
    }

    private Expression Unary(NameScope scope)
    {
        if (!reader.Current.Is("-") && !reader.Current.Is("+") && !reader.Current.Is("~"))
        {
            return Postfix(scope);
        }

        reader.Enter();
        var symbol = reader.Take().Text;
        var operand = Unary(scope);
        reader.Leave();
        return symbol == "-" && operand is LiteralExpression { Value.Kind: ValueKind.Number } number
            ? new LiteralExpression(Value.Of(-number.Value.Number))
            : new SignExpression(symbol, operand);
    }

    private Expression Postfix(NameScope scope)
    {
        var expression = Primary(scope);
        while (reader.Current.Is(".") || reader.Current.Is("["))
        {
            expression = Step(expression, scope);
        }

        return expression;
    }

    /// <summary>One <c>.name</c> or <c>[index]</c>.</summary>
    public Expression Step(Expression owner, NameScope scope)
    {
        if (reader.Accept("."))
        {
            return new PropertyExpression(owner, reader.Identifier().Text);
        }

        reader.Expect("[");
        var index = Parse(scope);
        reader.Expect("]");
        return index is LiteralExpression { Value.Kind: ValueKind.String } name
            ? new PropertyExpression(owner, name.Value.Text)
            : new IndexExpression(owner, index);
    }

    public Expression Primary(NameScope scope)
    {
        var token = reader.Take();
        return (token.Kind, token.Text) switch
        {
            (TokenKind.Number, _) => new LiteralExpression(Value.Of(token.Number)),
            (TokenKind.String, _) => new LiteralExpression(Value.Of(token.Text)),
            (TokenKind.Parameter, _) => new ParameterExpression(token.Text, state.Parameter(token.Text)),
            (TokenKind.Keyword, "TRUE") => new LiteralExpression(Value.True),
            (TokenKind.Keyword, "FALSE") => new LiteralExpression(Value.False),
            (TokenKind.Keyword, "NULL") => new LiteralExpression(Value.Null),
            (TokenKind.Keyword, "UNDEFINED") => new LiteralExpression(Value.Undefined),
            (TokenKind.Keyword, "EXISTS") => Subquery(scope, SubqueryKind.Exists),
            (TokenKind.Keyword, "ARRAY") => Subquery(scope, SubqueryKind.Array),
            (TokenKind.Keyword, "UDF") => throw QuerySyntax.Unsupported(token.Position, "a user defined function"),
            (TokenKind.Keyword, "LEFT" or "RIGHT") when reader.Current.Is("(") => Call(scope, token),
            (TokenKind.Symbol, "(") => Parenthesized(scope),
            (TokenKind.Symbol, "[") => new ArrayExpression(List(scope, "]")),
            (TokenKind.Symbol, "{") => Object(scope),
            (TokenKind.Identifier, _) when reader.Current.Is("(") => Call(scope, token),
            (TokenKind.Identifier, _) when scope.TryGet(token.Text, out var slot) => new SlotExpression(token.Text, slot),
            (TokenKind.Identifier, _) => throw QuerySyntax.Error(token.Position, $"Identifier {token} could not be resolved.", "SC2001"),
            _ => throw QuerySyntax.Error(token.Position, $"an expression was expected, not {token}."),
        };
    }

    private Expression Parenthesized(NameScope scope)
    {
        var expression = reader.Current.Is("SELECT") ? new SubqueryExpression(SubqueryKind.Scalar, selects.Parse(scope)) : Parse(scope);
        reader.Expect(")");
        return expression;
    }

    private SubqueryExpression Subquery(NameScope scope, SubqueryKind kind)
    {
        reader.Expect("(");
        var query = selects.Parse(scope);
        reader.Expect(")");
        return new SubqueryExpression(kind, query);
    }

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
        var aggregates = scope.Aggregates
            ?? throw QuerySyntax.Error(name.Position, $"the aggregate {name} is only allowed in SELECT, and not inside another aggregate.", "SC2103");
        scope.Aggregates = null;
        var argument = Parse(scope);
        scope.Aggregates = aggregates;
        reader.Expect(")");
        var aggregate = new AggregateExpression(name.Text.ToUpperInvariant(), argument, aggregates.Count);
        aggregates.Add(aggregate);
        return aggregate;
    }

    private ObjectExpression Object(NameScope scope)
    {
        var properties = new List<KeyValuePair<string, Expression>>();
        while (!reader.Accept("}"))
        {
            var name = reader.Current.Kind == TokenKind.String ? reader.Take() : reader.Identifier();
            reader.Expect(":");
            properties.Add(KeyValuePair.Create(name.Text, Parse(scope)));
            if (!reader.Current.Is("}"))
            {
                reader.Expect(",");
            }
        }

        return new ObjectExpression([.. properties]);
    }

    private Expression[] List(NameScope scope, string end)
    {
        var items = new List<Expression>();
        while (!reader.Accept(end))
        {
            items.Add(Parse(scope));
            if (!reader.Current.Is(end))
            {
                reader.Expect(",");
            }
        }

        return [.. items];
    }
}
