using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One operation of a JSON patch.</summary>
/// <param name="Name">What it does: add, remove, replace, move, copy or test.</param>
/// <param name="Path">The place it is done at.</param>
/// <param name="From">The place a move or copy takes from; null for the others.</param>
/// <param name="Value">The value that is added, put or asked for.</param>
internal sealed record JsonPatchOperation(string Name, JsonPointer Path, JsonPointer? From, JsonNode? Value);
