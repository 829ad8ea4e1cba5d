using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One save or replace.</summary>
internal sealed record SaveRequest
{
    public required WriteTarget Target { get; init; }

    /// <summary>True for replace: the document must exist.</summary>
    public required bool MustExist { get; init; }

    /// <summary>The creation time the caller carries; null when only the stored document knows.</summary>
    public JsonNode? CreatedAt { get; init; }

    public string? IfMatch { get; init; }

    public Condition? Condition { get; init; }
}
