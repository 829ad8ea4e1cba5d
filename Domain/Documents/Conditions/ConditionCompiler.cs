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
    private readonly ParameterExpression _parameter;
    private readonly ComparisonCompiler _comparisons;
    private readonly CallCompiler _calls;

    private ConditionCompiler(ObjectShape root, ParameterExpression parameter)
    {
        _parameter = parameter;
        var operands = new OperandCompiler(root, parameter);
        _comparisons = new ComparisonCompiler(operands);
        _calls = new CallCompiler(operands, _comparisons);
    }

    /// <exception cref="NotSupportedException">A part cannot be asked of a store; the message says which.</exception>
    public static Condition Compile(Schema schema, LambdaExpression condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new ConditionCompiler(schema.Root, condition.Parameters[0]).Compile(condition.Body);
    }

    private Condition Compile(Expression expression)
    {
        if (!ExpressionValue.DependsOn(expression, _parameter))
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
            MemberExpression member => _comparisons.CompileMember(member),
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
