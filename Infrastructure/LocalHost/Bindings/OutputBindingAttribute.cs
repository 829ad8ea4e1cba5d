namespace Virga.LocalHost;

/// <summary>Marks a function, or a property of what it returns, whose value the host sends elsewhere when the function has finished.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute;
