using System.Text.Json.Serialization;

namespace Benchmarks;

/// <summary>The same document as somebody would write it who uses the SDK alone: id, partition and discriminator beside the attributes.</summary>
public sealed record RawCat(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("_pk")] string Partition,
    [property: JsonPropertyName("_model")] string Model,
    string ShelterId,
    string Name,
    int Age,
    string? Mood,
    double Weight,
    bool Adopted,
    IReadOnlyList<string> Notes,
    BenchHome Home,
    DateOnly Born,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
