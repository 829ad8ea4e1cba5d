namespace Virga.LocalHost;

/// <summary>A middleware around every invocation, whatever its trigger. It is a singleton.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Handles an invocation, and calls <paramref name="next"/> to go on to the function.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
