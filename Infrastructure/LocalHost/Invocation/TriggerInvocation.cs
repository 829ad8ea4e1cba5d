namespace Virga.LocalHost;

/// <summary>What a trigger starts.</summary>
/// <param name="Function">The function.</param>
/// <param name="Payload">What its trigger parameter is made of.</param>
/// <param name="Data">What the trigger tells beside the payload.</param>
/// <param name="TraceParent">The W3C trace that the cause belongs to; null for a trace of its own.</param>
internal sealed record TriggerInvocation(
    FunctionDescriptor Function, object? Payload, IReadOnlyDictionary<string, object?>? Data = null, string? TraceParent = null);
