using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Every answer has this header, refusals too: <c>[SetAnswerHeader("X-Region", "north")]</c>, with route parameters in braces, percent-encoded.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class SetAnswerHeaderAttribute(string name, string value) : HeaderTransformAttribute(name)
{
    /// <summary>The value, with route parameters in braces.</summary>
    public string Value { get; } = value;

    internal override bool IsOfRequest => false;

    internal override void Apply(HttpContext context, IHeaderDictionary headers) => headers[Name] = Fill(context, Value);
}
