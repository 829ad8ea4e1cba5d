using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Compiles comparisons, and attributes that are conditions by themselves.</summary>
internal sealed class ComparisonCompiler(OperandCompiler operands)
{
    public Condition Compile(BinaryExpression comparison)
    {
        var operation = comparison.NodeType switch
        {
            ExpressionType.Equal => ComparisonOperator.Equal,
            ExpressionType.NotEqual => ComparisonOperator.NotEqual,
            ExpressionType.LessThan => ComparisonOperator.LessThan,
            ExpressionType.LessThanOrEqual => ComparisonOperator.LessThanOrEqual,
            ExpressionType.GreaterThan => ComparisonOperator.GreaterThan,
            ExpressionType.GreaterThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
            _ => throw Unsupported.Expression(comparison),
        };
        if (TryCompare(comparison.Left, comparison.Right) is var (left, right))
        {
            return Compare(left, operation, right, comparison);
        }

        if (TryCompare(comparison.Right, comparison.Left) is var (first, second))
        {
            return Compare(first, Flip(operation), second, comparison);
        }

        if (TryCoalesce(comparison.Left, comparison.Right) is { } withDefault)
        {
            return CompareDefault(withDefault, comparison.Right, operation, comparison, isFlipped: false);
        }

        return TryCoalesce(comparison.Right, comparison.Left) is { } flipped
            ? CompareDefault(flipped, comparison.Left, Flip(operation), comparison, isFlipped: true)
            : Compare(comparison.Left, operation, comparison.Right, comparison);
    }

    public Condition Compare(Expression left, ComparisonOperator operation, Expression right, Expression whole)
    {
        if (OperandCompiler.IsValue(left))
        {
            (left, right, operation) = (right, left, Flip(operation));
        }

        if (operation == ComparisonOperator.NotEqual)
        {
            return new Condition.Not(Compare(left, ComparisonOperator.Equal, right, whole));
        }

        if (operands.Size(left) is { } size)
        {
            return CompareSize(size, operation, right, whole);
        }

        if (operands.Attribute(left) is not { } path)
        {
            throw left is MethodCallExpression { Method.Name: "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" } ? Unsupported.IgnoringCase(whole) : Unsupported.Expression(whole);
        }

        if (operation != ComparisonOperator.Equal && !path.Shape.IsOrdered)
        {
            throw Unsupported.Expression(whole, $"what is stored for {path.Shape.Description} does not order as the values do. Compare with == or != only.");
        }

        if (OperandCompiler.IsValue(right))
        {
            return CompareValue(path, operation, ExpressionValue.Of(right), whole);
        }

        if (operands.Size(right) is { } otherSize)
        {
            return new Condition.Compare(new Operand.Attribute(path.Stored), operation, otherSize);
        }

        return operands.Attribute(right) is { } other ? CompareAttributes(path, operation, other) : throw Unsupported.Expression(whole);
    }

    /// <summary>An attribute that is itself the condition: a boolean, or HasValue of a nullable one.</summary>
    public Condition CompileFlag(Expression flag)
    {
        if (flag is MemberExpression { Member.Name: nameof(Nullable<int>.HasValue), Expression: { } target } && operands.Attribute(target) is { } nullable)
        {
            return new Condition.Not(IsNull(nullable));
        }

        return operands.Attribute(flag) is { Shape: BooleanShape } path ? IsTrue(path) : throw Unsupported.Expression(flag);
    }

    public static Condition IsNull(AttributePath path) => Condition.IsNull(path.Stored);

    private static Condition.Compare IsTrue(AttributePath path) => new(new Operand.Attribute(path.Stored), ComparisonOperator.Equal, new Operand.Literal(true));

    private static Condition CompareValue(AttributePath path, ComparisonOperator operation, object? value, Expression whole)
    {
        if (value is null)
        {
            return operation == ComparisonOperator.Equal ? IsNull(path) : new Condition.Any([]);
        }

        if (value is false && path.Type == typeof(bool))
        {
            // What is not there reads back as false.
            return new Condition.Not(IsTrue(path));
        }

        return new Condition.Compare(new Operand.Attribute(path.Stored), operation, OperandCompiler.Literal(path.Shape, path.Type, value, whole));
    }

    private static Condition CompareAttributes(AttributePath left, ComparisonOperator operation, AttributePath right)
    {
        var compare = new Condition.Compare(new Operand.Attribute(left.Stored), operation, new Operand.Attribute(right.Stored));
        return operation == ComparisonOperator.Equal ? new Condition.Any([compare, new Condition.All([IsNull(left), IsNull(right)])]) : compare;
    }

    private Condition.Compare CompareSize(Operand.Size size, ComparisonOperator operation, Expression right, Expression whole)
    {
        if (OperandCompiler.IsValue(right))
        {
            return new Condition.Compare(size, operation, OperandCompiler.Literal(new NumberShape(double.MaxValue, "double"), typeof(double), ExpressionValue.Of(right), whole));
        }

        Operand other = operands.Size(right) is { } otherSize ? otherSize
            : operands.Attribute(right) is { } path ? new Operand.Attribute(path.Stored)
            : throw Unsupported.Expression(whole);
        return new Condition.Compare(size, operation, other);
    }

    /// <summary><c>c.Age ?? 0</c> compared with a value: as the attribute is, or as the default is where it is null.</summary>
    private Condition CompareDefault(BinaryExpression withDefault, Expression value, ComparisonOperator operation, BinaryExpression whole, bool isFlipped)
    {
        var standIn = OperandCompiler.WithType(withDefault.Right, value.Type);
        var fallback = isFlipped ? whole.Update(value, whole.Conversion, standIn) : whole.Update(standIn, whole.Conversion, value);
        var present = Compare(withDefault.Left, operation, value, whole);
        if (operands.Attribute(withDefault.Left) is not { } path)
        {
            throw Unsupported.Expression(whole);
        }

        // != is true of null; where null stands for the default, the default decides.
        var absent = IsNull(path);
        return ExpressionValue.Of(fallback) is true
            ? new Condition.Any([absent, present])
            : new Condition.All([new Condition.Not(absent), present]);
    }

    private static BinaryExpression? TryCoalesce(Expression side, Expression other) =>
        OperandCompiler.WithoutConversion(side) is BinaryExpression { NodeType: ExpressionType.Coalesce, Conversion: null } coalesce && OperandCompiler.IsValue(coalesce.Right) && OperandCompiler.IsValue(other)
            ? coalesce
            : null;

    // string.Compare(a, b) < 0 and a.CompareTo(b) < 0 are how C# writes a < b for text.
    private static (Expression Left, Expression Right)? TryCompare(Expression call, Expression zero)
    {
        if (call is not MethodCallExpression { Method: { Name: "Compare" or "CompareOrdinal" or "CompareTo" } method } compare || zero is not ConstantExpression { Value: 0 })
        {
            return null;
        }

        return (method.IsStatic, compare.Arguments) switch
        {
            (true, [var left, var right]) => (left, right),
            (true, [var left, var right, ConstantExpression { Value: StringComparison.Ordinal }]) => (left, right),
            (false, [var right]) => (compare.Object!, right),
            _ => throw Unsupported.Expression(call, "text is compared ordinally. Write string.CompareOrdinal(a, b)."),
        };
    }

    private static ComparisonOperator Flip(ComparisonOperator operation) => operation switch
    {
        ComparisonOperator.LessThan => ComparisonOperator.GreaterThan,
        ComparisonOperator.LessThanOrEqual => ComparisonOperator.GreaterThanOrEqual,
        ComparisonOperator.GreaterThan => ComparisonOperator.LessThan,
        ComparisonOperator.GreaterThanOrEqual => ComparisonOperator.LessThanOrEqual,
        _ => operation,
    };
}
