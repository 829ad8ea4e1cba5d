namespace Virga.CosmosEmulator;

/// <summary>Parses operators, loosest first, with the service's grammar and not SQL's: NOT binds like a minus sign, and BETWEEN does not stand beside AND or OR.</summary>
internal sealed class ExpressionParser
{
    /// <summary>Binary operators from loose to tight; those of one level go from left to right.</summary>
    private static readonly string[][] Levels =
        [["=", "!=", "<>", "<", "<=", ">", ">="], ["<<", ">>", ">>>"], ["+", "-", "||", "&", "|", "^"], ["*", "/", "%"]];

    private readonly TokenReader _reader;
    private readonly PrimaryParser _primaries;

    public ExpressionParser(TokenReader reader, ParserState state, SelectParser selects)
    {
        _reader = reader;
        _primaries = new PrimaryParser(reader, state, this, selects);
    }

    public Expression Parse(NameScope scope)
    {
        _reader.Enter();
        var expression = Conditional(scope);
        _reader.Leave();
        return expression;
    }

    /// <summary>One <c>.name</c> or <c>[index]</c>.</summary>
    public Expression Step(Expression owner, NameScope scope) => _primaries.Step(owner, scope);

    public Expression Primary(NameScope scope) => _primaries.Primary(scope);

    private Expression Conditional(NameScope scope)
    {
        var test = Coalesce(scope);
        if (!_reader.Accept("?"))
        {
            return test;
        }

        var then = Parse(scope);
        _reader.Expect(":");
        return new ConditionalExpression(test, then, Parse(scope));
    }

    private Expression Coalesce(NameScope scope)
    {
        var first = Logical(scope);
        while (_reader.Accept("??"))
        {
            first = new CoalesceExpression(first, Logical(scope));
        }

        return first;
    }

    /// <summary>Either one BETWEEN, or tests joined by AND and OR.</summary>
    private Expression Logical(NameScope scope)
    {
        var first = Binary(scope, 0);
        return IsBetween ? Between(scope, first) : Or(scope, first);
    }

    private bool IsBetween => _reader.Current.Is("BETWEEN") || (_reader.Current.Is("NOT") && _reader.Ahead(1).Is("BETWEEN"));

    private Expression Between(NameScope scope, Expression operand)
    {
        var isNegated = _reader.Accept("NOT");
        _reader.Take();
        var low = Binary(scope, 0);
        _reader.Expect("AND");
        Expression between = new BetweenExpression(operand, low, Binary(scope, 0));
        RefuseBetween(_reader.Current.Is("AND") || _reader.Current.Is("OR"));
        return isNegated ? new NotExpression(between) : between;
    }

    private void RefuseBetween(bool isMisplaced)
    {
        if (isMisplaced)
        {
            throw _reader.Unexpected("BETWEEN beside AND or OR has to stand in parentheses.");
        }
    }

    private Expression Or(NameScope scope, Expression first)
    {
        var left = And(scope, first);
        while (_reader.Accept("OR"))
        {
            left = new LogicalExpression(isAnd: false, left, And(scope, Binary(scope, 0)));
        }

        return left;
    }

    private Expression And(NameScope scope, Expression first)
    {
        var left = Test(scope, first);
        while (_reader.Accept("AND"))
        {
            left = new LogicalExpression(isAnd: true, left, Test(scope, Binary(scope, 0)));
        }

        RefuseBetween(IsBetween);
        return left;
    }

    /// <summary>IN or LIKE after an operand, or the operand alone.</summary>
    private Expression Test(NameScope scope, Expression operand)
    {
        var isNegated = _reader.Current.Is("NOT") && (_reader.Ahead(1).Is("IN") || _reader.Ahead(1).Is("LIKE"));
        if (isNegated)
        {
            _reader.Take();
        }

        RefuseBetween(IsBetween);
        Expression test = _reader.Accept("IN") ? In(scope, operand) : _reader.Accept("LIKE") ? Like(scope, operand) : operand;
        return isNegated ? new NotExpression(test) : test;
    }

    private InExpression In(NameScope scope, Expression operand)
    {
        _reader.Expect("(");
        return !_reader.Current.Is(")") ? new InExpression(operand, _primaries.List(scope, ")")) : throw _reader.Unexpected();
    }

    private LikeExpression Like(NameScope scope, Expression operand)
    {
        var pattern = Binary(scope, 0);
        char? escape = null;
        if (_reader.Accept("ESCAPE"))
        {
            var token = _reader.Current.Kind == TokenKind.String ? _reader.Take() : throw _reader.Unexpected();
            escape = token.Text.Length == 1 ? token.Text[0] : throw QuerySyntax.Error(token, $"The invalid escape character {token} was specified in a LIKE predicate.", "SC2207");
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
        while (_reader.Current.Kind == TokenKind.Symbol && Levels[level].Contains(_reader.Current.Text))
        {
            var symbol = _reader.Take().Text;
            var right = Binary(scope, level + 1);
            left = level == 0 ? new ComparisonExpression(symbol, left, right) : new ArithmeticExpression(symbol, left, right);
        }

        return left;
    }

    private Expression Unary(NameScope scope)
    {
        if (!_reader.Current.Is("-") && !_reader.Current.Is("+") && !_reader.Current.Is("~") && !_reader.Current.Is("NOT"))
        {
            return _primaries.Postfix(scope);
        }

        _reader.Enter();
        var symbol = _reader.Take().Text;
        var operand = Unary(scope);
        _reader.Leave();
        return symbol == "NOT" ? new NotExpression(operand)
            : symbol == "-" && operand is LiteralExpression { Value.Kind: ValueKind.Number } number ? new LiteralExpression(SignExpression.Negate(number.Value))
            : new SignExpression(symbol, operand);
    }
}
