namespace Virga.LocalHost;

/// <summary>Makes a method a function of the app.</summary>
/// <param name="name">The function's name: a letter, then up to 127 letters, digits, underscores and dashes; unique in the app whatever the case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
