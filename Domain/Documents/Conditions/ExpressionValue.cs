using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Virga.Documents;

/// <summary>What the parts of an expression that do not depend on the document are worth: constants, captured variables, calls.</summary>
/// <remarks>What people write most is read by reflection, which costs well under a microsecond; the rest goes through the expression interpreter, which costs tens.</remarks>
internal static class ExpressionValue
{
    /// <summary>The value; a part that throws, throws as it would have in C#.</summary>
    public static object? Of(Expression expression) => TryRead(expression, out var value) ? value : Interpret(expression);

    /// <summary>Whether the expression needs a parameter that is not its own: the document, or an element of it.</summary>
    public static bool IsOpen(Expression? expression)
    {
        switch (expression)
        {
            case null or ConstantExpression: return false;
            case ParameterExpression: return true;
            case MemberExpression member: return IsOpen(member.Expression);
            case UnaryExpression unary: return IsOpen(unary.Operand);
            case BinaryExpression binary: return IsOpen(binary.Left) || IsOpen(binary.Right);
            case MethodCallExpression call: return IsOpen(call.Object) || call.Arguments.Any(IsOpen);
        }

        var finder = new FreeParameters();
        finder.Visit(expression);
        return finder.Found;
    }

    private static bool TryRead(Expression expression, out object? value)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression { Member: FieldInfo field } member:
                return TryReadField(field, member.Expression, out value);
            case MemberExpression { Member: PropertyInfo property } member when Nullable.GetUnderlyingType(property.DeclaringType!) is null:
                value = null;
                if (!TryReadTarget(member.Expression, out var owner))
                {
                    return false;
                }

                value = property.GetValue(owner, BindingFlags.DoNotWrapExceptions, null, null, null);
                return true;
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert:
                return TryReadConverted(convert, out value);
            case NewExpression { Constructor: { } constructor } create when TryReadAll(create.Arguments, constructor, out var values):
                value = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);
                return true;
            case MethodCallExpression call when TryReadTarget(call.Object, out var target) && TryReadAll(call.Arguments, call.Method, out var values):
                value = call.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, values, null);
                return true;
            default:
                value = null;
                return false;
        }
    }

    private static bool TryReadField(FieldInfo field, Expression? target, out object? value)
    {
        value = null;
        if (!TryReadTarget(target, out var owner))
        {
            return false;
        }

        value = field.GetValue(owner);
        return true;
    }

    // A null target is left to the interpreter, which throws what C# throws.
    private static bool TryReadTarget(Expression? target, out object? value)
    {
        value = null;
        return target is null || (TryRead(target, out value) && value is not null && Nullable.GetUnderlyingType(target.Type) is null);
    }

    private static bool TryReadConverted(UnaryExpression convert, out object? value)
    {
        if (!TryRead(convert.Operand, out value))
        {
            return false;
        }

        var type = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        if (value is null)
        {
            return !convert.Type.IsValueType || type != convert.Type;
        }

        if (type.IsInstanceOfType(value))
        {
            return true;
        }

        if (value is int number && (type == typeof(long) || type == typeof(double) || type == typeof(decimal)))
        {
            value = Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            return true;
        }

        return false;
    }

    private static bool TryReadAll(ReadOnlyCollection<Expression> arguments, MethodBase method, [NotNullWhen(true)] out object?[]? values)
    {
        values = null;
        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsByRef) || method is MethodInfo { ReturnType.IsByRefLike: true })
        {
            return false;
        }

        var read = new object?[arguments.Count];
        for (var index = 0; index < read.Length; index++)
        {
            if (!TryRead(arguments[index], out read[index]))
            {
                return false;
            }
        }

        values = read;
        return true;
    }

    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();

    private sealed class FreeParameters : ExpressionVisitor
    {
        private readonly HashSet<ParameterExpression> _own = [];

        public bool Found { get; private set; }

        protected override Expression VisitLambda<TDelegate>(Expression<TDelegate> node)
        {
            _own.UnionWith(node.Parameters);
            return base.VisitLambda(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= !_own.Contains(node);
            return node;
        }
    }
}
