namespace Virga.LocalHost;

/// <summary>A typed view of what the function returned.</summary>
internal sealed class LocalInvocationResult<T>(InvocationResult result) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)result.Value;
        set => result.Value = value;
    }
}
