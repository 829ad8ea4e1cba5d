using System.Collections.Immutable;

namespace Virga.LocalHost;

/// <summary>The W3C trace an invocation belongs to.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>; empty for none.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>; empty for none.</summary>
    public abstract string TraceState { get; }

    /// <summary>Attributes the host adds to the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <summary>The W3C baggage.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}
