namespace Virga.LocalHost;

/// <summary>Whether a binding reads or writes.</summary>
public enum BindingDirection
{
    /// <summary>A trigger or an input.</summary>
    In = 0,

    /// <summary>An output.</summary>
    Out = 1,
}
