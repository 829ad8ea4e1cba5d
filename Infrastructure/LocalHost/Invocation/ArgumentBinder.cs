using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Virga.LocalHost;

/// <summary>Writes the expression that gives a function's parameter its argument.</summary>
internal static class ArgumentBinder
{
    private static readonly MethodInfo ValueMethod = Method(nameof(FunctionArguments.Value));
    private static readonly MethodInfo OptionalMethod = Method(nameof(FunctionArguments.Optional));
    private static readonly MethodInfo EnumMethod = Method(nameof(FunctionArguments.Enum));
    private static readonly MethodInfo OptionalEnumMethod = Method(nameof(FunctionArguments.OptionalEnum));
    private static readonly MethodInfo PayloadMethod = Method(nameof(FunctionArguments.Payload));
    private static readonly MethodInfo TextMethod = Method(nameof(FunctionArguments.Text));
    private static readonly MethodInfo RequestMethod = Method(nameof(FunctionArguments.Request));
    private static readonly MethodInfo CancellationMethod = Method(nameof(FunctionArguments.Cancellation));

    /// <summary>Whether a piece of trigger data, a route value say, can become this type.</summary>
    public static bool CanParse(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || value.IsEnum
            || (value.IsValueType && value.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GetGenericArguments()[0] == value));
    }

    public static Expression Bind(FunctionDescriptor function, ParameterInfo parameter, ParameterExpression context, ParameterExpression body)
    {
        var type = parameter.ParameterType;
        return type switch
        {
            _ when type == typeof(FunctionContext) => context,
            _ when type == typeof(CancellationToken) => Expression.Call(CancellationMethod, context),
            _ when type == typeof(HttpRequest) => Expression.Call(RequestMethod, context),
            _ when function.IsTrigger(parameter) => Expression.Call(PayloadMethod.MakeGenericMethod(type), context),
            _ when parameter.IsDefined(typeof(FromBodyAttribute)) => Expression.Convert(body, type),
            _ => TriggerData(parameter, context),
        };
    }

    private static MethodCallExpression TriggerData(ParameterInfo parameter, ParameterExpression context)
    {
        var type = parameter.ParameterType;
        var name = Expression.Constant(parameter.Name);
        var otherwise = Otherwise(parameter);
        if (type == typeof(string))
        {
            return Expression.Call(TextMethod, context, name, otherwise);
        }

        var value = Nullable.GetUnderlyingType(type);
        var method = (value ?? type).IsEnum
            ? value is null ? EnumMethod : OptionalEnumMethod
            : value is null ? ValueMethod : OptionalMethod;
        return Expression.Call(method.MakeGenericMethod(value ?? type), context, name, otherwise);
    }

    private static Expression Otherwise(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!parameter.HasDefaultValue || parameter.DefaultValue is not { } value)
        {
            return Expression.Default(type);
        }

        // A default of a nullable enum is stored as its number.
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        return Expression.Convert(Expression.Constant(underlying.IsEnum ? Enum.ToObject(underlying, value) : value), type);
    }

    private static MethodInfo Method(string name) => typeof(FunctionArguments).GetMethod(name)!;
}
