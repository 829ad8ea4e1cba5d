using System.Diagnostics.CodeAnalysis;

namespace Virga.Gateway;

/// <summary>An example for OpenAPI, as JSON: of the request's body, or of an answer's when a status is given.</summary>
/// <remarks>One that is no JSON stops the start.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "Status shows the argument.")]
public sealed class ExampleAttribute : Attribute
{
    /// <summary>An example of the request's body.</summary>
    public ExampleAttribute([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Json = json;
    }

    /// <summary>An example of the answer with this status.</summary>
    public ExampleAttribute(int status, [StringSyntax(StringSyntaxAttribute.Json)] string json)
        : this(json) => Status = status;

    /// <summary>The status of the answer that has this body; null for the request's body.</summary>
    public int? Status { get; }

    /// <summary>The body.</summary>
    public string Json { get; }

    /// <summary>What the example shows, for people.</summary>
    public string? Summary { get; init; }
}
