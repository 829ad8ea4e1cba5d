using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>No answer has this header: <c>[RemoveAnswerHeader("Server")]</c>.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RemoveAnswerHeaderAttribute(string name) : HeaderTransformAttribute(name)
{
    internal override bool IsOfRequest => false;

    internal override void Apply(HttpContext context, IHeaderDictionary headers) => headers.Remove(Name);
}
