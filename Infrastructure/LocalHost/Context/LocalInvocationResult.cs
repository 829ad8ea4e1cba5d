namespace Virga.LocalHost;

/// <summary>What the function returned.</summary>
internal sealed class LocalInvocationResult : InvocationResult
{
    public override object? Value { get; set; }
}
