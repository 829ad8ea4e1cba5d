using System.Text.Json.Serialization;

namespace Benchmarks;

/// <summary>A page of a query as the service answers it.</summary>
public sealed record RawPage([property: JsonPropertyName("Documents")] IReadOnlyList<RawCat> Documents);
