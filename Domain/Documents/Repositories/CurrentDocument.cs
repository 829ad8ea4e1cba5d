using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A document as it was read for a read-modify-write.</summary>
/// <param name="Stored">As the store gave it.</param>
/// <param name="Body">Its parsed body, envelope included; the reader may take it over.</param>
internal sealed record CurrentDocument(StoredDocument Stored, JsonObject Body);
