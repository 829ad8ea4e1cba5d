using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>A part of the path of the function, checked before it runs.</summary>
/// <typeparam name="T">Text, a number, a Boolean, an enum, a UUID, a date or a time.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RouteParameterAttribute<T> : ParameterAttribute
{
    /// <summary>A parameter of that name.</summary>
    /// <exception cref="ArgumentException">The name is empty, or values of the type cannot be read from text.</exception>
    public RouteParameterAttribute(string name)
        : base(name, typeof(T))
    {
        Required = true;
    }

    internal override ParameterLocation Location => ParameterLocation.Path;
}
