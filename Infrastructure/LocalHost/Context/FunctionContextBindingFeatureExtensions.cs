namespace Virga.LocalHost;

/// <summary>What the function of an invocation returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>What the function returned; setting its value changes what the host answers.</summary>
    /// <exception cref="InvalidOperationException">The context was not made by the host.</exception>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is LocalFunctionContext local ? local.Result : throw NotOurs();
    }

    /// <summary>What the function returned, as <typeparamref name="T"/>; setting its value changes what the host answers.</summary>
    /// <exception cref="InvalidOperationException">The function returned something else, or the context was not made by the host.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var result = context is LocalFunctionContext local ? local.Result : throw NotOurs();
        return result.Value is T
            ? new LocalInvocationResult<T>(result)
            : throw new InvalidOperationException(
                $"The function '{context.FunctionDefinition.Name}' returned {result.Value?.GetType().ToString() ?? "null"}, not {typeof(T)}.");
    }

    private static InvalidOperationException NotOurs() => new("This FunctionContext was not made by the host, so it has no invocation result.");
}
