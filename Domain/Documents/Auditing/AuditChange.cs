using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One attribute that a change changed.</summary>
/// <param name="Path">Where, as a JSON pointer into the stored document.</param>
/// <param name="Before">Its value before; null when it had none.</param>
/// <param name="After">Its value after; null when it has none.</param>
public sealed record AuditChange(string Path, JsonNode? Before, JsonNode? After);
