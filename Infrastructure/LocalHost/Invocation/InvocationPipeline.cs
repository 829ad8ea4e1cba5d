namespace Virga.LocalHost;

/// <summary>The middleware around the functions, with the function as the last step.</summary>
internal sealed class InvocationPipeline
{
    private readonly FunctionExecutionDelegate _first;

    public InvocationPipeline(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware) =>
        _first = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, step) => step(next));

    /// <summary>Runs one invocation; what the function returned is in the context's result.</summary>
    public Task InvokeAsync(LocalFunctionContext context) => _first(context);

    private static Task ExecuteAsync(FunctionContext context)
    {
        var local = context as LocalFunctionContext
            ?? throw new InvalidOperationException("Middleware must pass on the FunctionContext that it was given.");
        var result = local.Function.Compiled.InvokeAsync(local);
        if (!result.IsCompletedSuccessfully)
        {
            return WaitAsync(local, result);
        }

        local.Result.Value = result.GetAwaiter().GetResult();
        return Task.CompletedTask;
    }

    private static async Task WaitAsync(LocalFunctionContext context, ValueTask<object?> result) =>
        context.Result.Value = await result.ConfigureAwait(false);
}
