using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>One operation of a patch.</summary>
/// <param name="Kind">add, set, replace, remove, incr or move.</param>
/// <param name="Path">Where.</param>
/// <param name="From">What a move moves.</param>
/// <param name="Value">The value, if it has one.</param>
internal sealed record PatchStep(string Kind, PatchPath Path, PatchPath? From, JsonElement? Value);
