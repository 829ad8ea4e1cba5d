using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A rule that lists the values allowed.</summary>
internal interface IAllowedValues
{
    /// <summary>The values, in normal form.</summary>
    ImmutableArray<JsonNode> Allowed { get; }
}
