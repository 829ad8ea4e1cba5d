using System.Linq.Expressions;
using System.Reflection;

namespace Virga.Documents;

/// <summary>What the parts of an expression that do not depend on the document are worth: constants, captured variables, calls.</summary>
internal static class ExpressionValue
{
    /// <summary>The value; a part that throws, throws as it would have in C#.</summary>
    public static object? Of(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field } member:
                return field.GetValue(member.Expression is null ? null : Of(member.Expression));
            case MemberExpression { Member: PropertyInfo property, Expression: { } target }:
                return property.GetValue(Of(target), BindingFlags.DoNotWrapExceptions, null, null, null);
            default:
                return Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
    }

    /// <summary>Whether a part of the expression is the parameter.</summary>
    public static bool DependsOn(Expression expression, ParameterExpression parameter)
    {
        var finder = new ParameterFinder(parameter);
        finder.Visit(expression);
        return finder.Found;
    }

    private sealed class ParameterFinder(ParameterExpression parameter) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == parameter;
            return node;
        }
    }
}
