using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>When two JSON values are the same in the store's eyes: numbers as doubles, strings ordinally, objects whatever the order of their names.</summary>
internal static class JsonEquality
{
    public static bool Same(JsonNode? left, JsonNode? right) => DocumentValue.Of(left).Same(DocumentValue.Of(right));
}
