namespace Virga.Gateway;

/// <summary>Sets a header of the function's answer, whatever its status; problems the gateway writes do not have it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ResponseHeaderAttribute : HeaderAttribute
{
    /// <summary>A header the answer gets instead of what the function, or the backend it forwards to, set.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value; null takes the header away.</param>
    /// <exception cref="ArgumentException">The header cannot be set, or the value has control characters in it.</exception>
    public ResponseHeaderAttribute(string name, string? value)
        : base(name, value)
    {
    }
}
