using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>A request header of the function, checked before it runs.</summary>
/// <typeparam name="T">Text, a number, a Boolean, an enum, a UUID, a date or a time.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class HeaderParameterAttribute<T> : ParameterAttribute
{
    /// <summary>A parameter of that name.</summary>
    /// <exception cref="ArgumentException">The name is empty, or values of the type cannot be read from text.</exception>
    public HeaderParameterAttribute(string name)
        : base(name, typeof(T))
    {
    }

    internal override ParameterLocation Location => ParameterLocation.Header;
}
