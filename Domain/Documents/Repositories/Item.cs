using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>One document as the repository gives it back: the normalised value with its version.</summary>
/// <typeparam name="T">The model's type; <see cref="System.Text.Json.Nodes.JsonObject"/> from the JSON facet.</typeparam>
/// <param name="Key">The document's key.</param>
/// <param name="Value">The value as stored: defaults, transforms, computed attributes and timestamps included.</param>
/// <param name="ETag">The version, opaque, without quotes; for <see cref="WriteOptions{T}.IfMatch"/>.</param>
public sealed record Item<T>(DocumentKey Key, T Value, string ETag)
{
    /// <summary>When the document was created; null when the model has no timestamps.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the document was last written; null when the model has no timestamps.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What the operation cost, in Cosmos DB request units; 0 where the store does not say.</summary>
    public double RequestCharge { get; init; }

    /// <summary>Values that were left out because they are not what the model says; empty unless the model reads with <see cref="ReadPolicy.Lenient"/>.</summary>
    public ImmutableArray<DocumentFault> Faults { get; init; } = [];

    /// <summary>A continuation of the caller's session: reads that carry it see this document as it is here.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The same of another form of the value.</summary>
    internal Item<TOther> With<TOther>(TOther value) => new(Key, value, ETag)
    {
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        RequestCharge = RequestCharge,
        Faults = Faults,
        SessionToken = SessionToken,
    };
}
