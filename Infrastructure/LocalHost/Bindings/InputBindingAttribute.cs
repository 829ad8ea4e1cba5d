namespace Virga.LocalHost;

/// <summary>Marks a parameter that the host reads from elsewhere before the function starts.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute;
