namespace Virga.Gateway;

/// <summary>Sets a header of the request before the function, or the backend it forwards to, sees it: API Gateway's parameter mapping.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequestHeaderAttribute : HeaderAttribute
{
    /// <summary>A header the request gets instead of what the client sent.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value; null takes the client's away.</param>
    /// <exception cref="ArgumentException">The header cannot be set, or the value has control characters in it.</exception>
    public RequestHeaderAttribute(string name, string? value)
        : base(name, value)
    {
    }
}
