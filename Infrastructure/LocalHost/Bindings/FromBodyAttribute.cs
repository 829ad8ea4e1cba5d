namespace Virga.LocalHost;

/// <summary>Binds a parameter of an HTTP function to the request's JSON body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromBodyAttribute : Attribute;
