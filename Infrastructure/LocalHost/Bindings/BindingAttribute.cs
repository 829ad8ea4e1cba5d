namespace Virga.LocalHost;

/// <summary>Marks something of a function that the host binds: the root of all triggers, inputs and outputs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute;
