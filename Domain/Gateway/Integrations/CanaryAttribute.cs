namespace Virga.Gateway;

/// <summary>The function answers with <see cref="Integration.Canary"/>: its share is configured under <c>Gateway:Canaries:{name}</c> (<see cref="CanaryOptions"/>), whose names are checked at start.</summary>
/// <param name="name">The canary's name in the configuration; functions with one name share it. One that is not configured takes nothing.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CanaryAttribute(string name) : Attribute
{
    /// <summary>The canary's name in the configuration.</summary>
    public string Name { get; } = name;
}
