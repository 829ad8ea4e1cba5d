namespace Virga.LocalHost;

/// <summary>Runs a function of the app as its trigger would: for tests, and for tools that fire triggers by hand.</summary>
public interface IFunctionInvoker
{
    /// <summary>Runs a function once, through all middleware, without retries.</summary>
    /// <param name="name">The function's name, whatever the case.</param>
    /// <param name="input">
    /// The trigger's payload: what the function's parameter takes, or text or JSON that can become it. Null for none, which suits timers.
    /// For an HTTP function an <c>HttpContext</c>, or the body of a request of its first method.
    /// </param>
    /// <param name="cancellationToken">Cancels the invocation.</param>
    /// <returns>What the function returned, when no middleware has used it up.</returns>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    /// <exception cref="FormatException">The input cannot become what the function takes.</exception>
    Task<object?> InvokeAsync(string name, object? input = null, CancellationToken cancellationToken = default);
}
