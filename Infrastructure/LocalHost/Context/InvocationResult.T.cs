namespace Virga.LocalHost;

/// <summary>What a function returned, of a known type.</summary>
public abstract class InvocationResult<T>
{
    /// <summary>What the function returned. What is here when all middleware has returned, the host turns into the response: set it to change it, or to null when the response is written.</summary>
    public abstract T? Value { get; set; }
}
