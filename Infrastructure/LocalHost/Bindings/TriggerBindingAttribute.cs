namespace Virga.LocalHost;

/// <summary>Marks the parameter whose arrival starts the function: every function has exactly one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;
