using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>The function sees this header, whatever the client sent: <c>[SetRequestHeader("X-Tenant", "{tenant}")]</c>, with route parameters in braces, percent-encoded.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class SetRequestHeaderAttribute(string name, string value) : HeaderTransformAttribute(name)
{
    /// <summary>The value, with route parameters in braces.</summary>
    public string Value { get; } = value;

    internal override bool IsOfRequest => true;

    internal override void Apply(HttpContext context, IHeaderDictionary headers) => headers[Name] = Fill(context, Value);
}
