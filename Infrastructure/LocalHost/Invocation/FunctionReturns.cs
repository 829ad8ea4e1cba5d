namespace Virga.LocalHost;

/// <summary>Brings what a function's method returns, whatever its shape, to one shape. A finished task costs nothing.</summary>
internal static class FunctionReturns
{
    public static ValueTask<object?> OfValue<T>(T value) => new(value);

    public static ValueTask<object?> OfTask(Task task) => task.IsCompletedSuccessfully ? default : Wait(task);

    public static ValueTask<object?> OfTask<T>(Task<T> task) => task.IsCompletedSuccessfully ? new(task.GetAwaiter().GetResult()) : Wait(task);

    public static ValueTask<object?> OfValueTask(ValueTask task) => task.IsCompletedSuccessfully ? default : Wait(task.AsTask());

    public static ValueTask<object?> OfValueTask<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? new(task.GetAwaiter().GetResult()) : Wait(task.AsTask());

    private static async ValueTask<object?> Wait(Task task)
    {
        await task.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<object?> Wait<T>(Task<T> task) => await task.ConfigureAwait(false);
}
