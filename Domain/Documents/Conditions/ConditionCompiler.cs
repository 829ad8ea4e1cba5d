using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Compiles C# conditions on a model to data over stored names and stored values.</summary>
/// <remarks>
/// The meaning follows C#, with an absent attribute as null: <c>a != b</c> is the opposite of <c>a == b</c>, a comparison with null asks for absence or null,
/// ordering comparisons with null are false.
/// Text is compared ordinally whatever the overload's culture rule.
/// </remarks>
internal sealed class ConditionCompiler
{
    private readonly ComparisonCompiler _comparisons;
    private readonly CallCompiler _calls;

    private ConditionCompiler(AttributePath root, ParameterExpression parameter, bool isElement)
    {
        var operands = new OperandCompiler(root, parameter, isElement);
        _comparisons = new ComparisonCompiler(operands);
        _calls = new CallCompiler(operands, _comparisons);
    }

    /// <exception cref="NotSupportedException">A part cannot be asked of a store; the message says which.</exception>
    public static Condition Compile(Schema schema, LambdaExpression condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new ConditionCompiler(schema.RootPath, condition.Parameters[0], isElement: false).Compile(condition.Body);
    }

    /// <summary>A condition on an element of a list, its paths starting at the element.</summary>
    /// <exception cref="NotSupportedException">A part cannot be asked of a store, or is outside the element.</exception>
    public static Condition CompileElement(ValueShape element, LambdaExpression condition) =>
        new ConditionCompiler(AttributePath.OfRoot(element, condition.Parameters[0].Type), condition.Parameters[0], isElement: true).Compile(condition.Body);

    private Condition Compile(Expression expression)
    {
        if (!ExpressionValue.IsOpen(expression))
        {
            return ExpressionValue.Of(expression) is true ? new Condition.All([]) : new Condition.Any([]);
        }

        return expression switch
        {
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => And(Compile(both.Left), Compile(both.Right)),
            BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => Or(Compile(either.Left), Compile(either.Right)),
            BinaryExpression comparison => _comparisons.Compile(comparison),
            UnaryExpression { NodeType: ExpressionType.Not } not => new Condition.Not(Compile(not.Operand)),
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Compile(convert.Operand),
            MemberExpression or ParameterExpression => _comparisons.CompileFlag(expression),
            MethodCallExpression call => _calls.Compile(call),
            _ => throw Unsupported.Expression(expression),
        };
    }

    // a && b && c is one group, not a group in a group.
    private static Condition.All And(Condition left, Condition right) =>
        new([
            .. left is Condition.All { Parts.Length: > 0 } all ? all.Parts : [left],
            .. right is Condition.All { Parts.Length: > 0 } more ? more.Parts : [right],
        ]);

    private static Condition.Any Or(Condition left, Condition right) =>
        new([
            .. left is Condition.Any { Parts.Length: > 0 } any ? any.Parts : [left],
            .. right is Condition.Any { Parts.Length: > 0 } more ? more.Parts : [right],
        ]);
}
