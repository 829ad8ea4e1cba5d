using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.LocalHost;

/// <summary>A function's method as a delegate: made once, at the first invocation or in the background after the start.</summary>
internal sealed class CompiledFunction
{
    private readonly Func<LocalFunctionContext, object?, object?, ValueTask<object?>> _call;
    private readonly ObjectFactory? _create;
    private readonly Func<object>? _new;
    private readonly Type? _bodyType;

    public CompiledFunction(FunctionDescriptor function)
    {
        var method = function.Method;
        var context = Expression.Parameter(typeof(LocalFunctionContext), "context");
        var instance = Expression.Parameter(typeof(object), "instance");
        var body = Expression.Parameter(typeof(object), "body");
        var arguments = method.GetParameters().Select(p => ArgumentBinder.Bind(function, p, context, body));
        Expression call = method.IsStatic
            ? Expression.Call(method, arguments)
            : Expression.Call(Expression.Convert(instance, method.DeclaringType!), method, arguments);
        _call = Expression.Lambda<Func<LocalFunctionContext, object?, object?, ValueTask<object?>>>(Return(call), context, instance, body).Compile();
        _bodyType = Array.Find(method.GetParameters(), p => p.IsDefined(typeof(FromBodyAttribute)))?.ParameterType;
        if (method.IsStatic)
        {
            return;
        }

        var constructors = method.DeclaringType!.GetConstructors();
        if (constructors is [{ } only] && only.GetParameters().Length == 0)
        {
            _new = Expression.Lambda<Func<object>>(Expression.New(only)).Compile();
        }
        else
        {
            _create = ActivatorUtilities.CreateFactory(method.DeclaringType, Type.EmptyTypes);
        }
    }

    /// <summary>Makes an instance, binds the arguments and calls the method.</summary>
    public ValueTask<object?> InvokeAsync(LocalFunctionContext context)
    {
        var instance = _new is not null ? _new() : _create?.Invoke(context.InstanceServices, null);
        return _bodyType is null && instance is not (IDisposable or IAsyncDisposable)
            ? _call(context, instance, null)
            : InvokeSlowlyAsync(context, instance);
    }

    private async ValueTask<object?> InvokeSlowlyAsync(LocalFunctionContext context, object? instance)
    {
        context.DisposeAtEnd(instance);
        var body = _bodyType is null || context.HttpContext is null
            ? null
            : await RequestBody.ReadAsync(context.HttpContext, _bodyType).ConfigureAwait(false);
        return await _call(context, instance, body).ConfigureAwait(false);
    }

    private static Expression Return(Expression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        var (name, result) = type switch
        {
            _ when type == typeof(Task) => (nameof(FunctionReturns.OfTask), null),
            _ when type == typeof(ValueTask) => (nameof(FunctionReturns.OfValueTask), null),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Task<>) => (nameof(FunctionReturns.OfTask), type.GetGenericArguments()[0]),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ValueTask<>) => (nameof(FunctionReturns.OfValueTask), type.GetGenericArguments()[0]),
            _ => (nameof(FunctionReturns.OfValue), type),
        };
        var method = Array.Find(typeof(FunctionReturns).GetMethods(), m => m.Name == name && m.IsGenericMethodDefinition == (result is not null))!;
        return Expression.Call(result is null ? method : method.MakeGenericMethod(result), call);
    }
}
