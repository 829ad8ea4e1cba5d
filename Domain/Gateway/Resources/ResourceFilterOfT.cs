using System.Linq.Expressions;

namespace Virga.Gateway;

/// <summary>One declared query parameter: how its text is read, and the condition it makes.</summary>
internal sealed class ResourceFilter<T>(string parameter, QueryValueType type, LambdaExpression condition)
{
    public string Parameter { get; } = parameter;

    public QueryValueType Type { get; } = type;

    public Expression<Func<T, bool>> Condition(object? value)
    {
        var body = new Replacement(condition.Parameters[1], Expression.Constant(value, condition.Parameters[1].Type)).Visit(condition.Body);
        return Expression.Lambda<Func<T, bool>>(body, condition.Parameters[0]);
    }

    private sealed class Replacement(ParameterExpression parameter, ConstantExpression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
