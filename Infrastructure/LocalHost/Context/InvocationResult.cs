namespace Virga.LocalHost;

/// <summary>What a function returned.</summary>
public abstract class InvocationResult : InvocationResult<object>;
