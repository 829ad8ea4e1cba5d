namespace Virga.LocalHost;

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter bound, or <c>$return</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The binding's type, as in function.json: <c>httpTrigger</c>, <c>timerTrigger</c>, …</summary>
    public abstract string Type { get; }

    /// <summary>Whether it reads or writes.</summary>
    public abstract BindingDirection Direction { get; }
}
