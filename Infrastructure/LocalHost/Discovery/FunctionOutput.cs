using System.Reflection;

namespace Virga.LocalHost;

/// <summary>Something a function gives out.</summary>
/// <param name="Name">The property, or <c>$return</c> for the whole returned value.</param>
/// <param name="Attribute">The output attribute; null for an HTTP response that no attribute asks for.</param>
/// <param name="Type">The type of what is given; <c>void</c> for an HTTP response that the function writes by itself.</param>
internal sealed record FunctionOutput(string Name, CustomAttributeData? Attribute, Type Type)
{
    /// <summary>Whether this is the HTTP response.</summary>
    public bool IsHttp => Attribute is null || Attribute.AttributeType == typeof(HttpResultAttribute);
}
