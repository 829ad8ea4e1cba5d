namespace Virga.LocalHost;

/// <summary>What a trigger tells beside its payload.</summary>
public abstract class BindingContext
{
    /// <summary>The trigger's data by name (route values, <c>DequeueCount</c>, …).</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
