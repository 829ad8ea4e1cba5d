using System.Diagnostics;

namespace Virga.LocalHost;

/// <summary>The trace of the activity that was current when the invocation began.</summary>
internal sealed class LocalTraceContext(Activity? activity) : TraceContext
{
    public static LocalTraceContext None { get; } = new(null);

    public override string TraceParent { get; } = activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id ?? "" : "";

    public override string TraceState { get; } = activity?.TraceStateString ?? "";
}
