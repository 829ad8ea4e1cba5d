using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An attribute the model computes from the document.</summary>
internal sealed record ComputedAttribute<T>(AttributeModel Attribute, Func<T, JsonNode?> Compute, Delegate Direct);
