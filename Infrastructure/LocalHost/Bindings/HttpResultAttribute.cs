namespace Virga.LocalHost;

/// <summary>Marks the property that is the HTTP response in a type with several outputs.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class HttpResultAttribute : OutputBindingAttribute;
