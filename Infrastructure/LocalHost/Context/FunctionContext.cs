namespace Virga.LocalHost;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id, unique.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id: the same in every process that runs the same build.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The W3C trace the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger tells beside its payload.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>How often the invocation has been tried.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation; a scope of its own.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Notes that middleware leaves for middleware and functions.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>The features of this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the invocation is to stop; for HTTP, also when the caller goes away.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
