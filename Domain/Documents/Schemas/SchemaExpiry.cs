using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>When a model's documents expire.</summary>
/// <remarks>The instant is kept in the document (<see cref="EnvelopeNames.Expires"/>, milliseconds since 1970), so that an expired document is hidden exactly;
/// Cosmos DB's <c>ttl</c>, in whole seconds from the last write, removes it at or after that. An update that is a patch starts the store's count anew without knowing how much was left:
/// a document that expires since its creation or at an attribute then stays in the store for longer, hidden all the while from reads, queries and counts, and in the way of no creation.</remarks>
public sealed record SchemaExpiry
{
    internal SchemaExpiry(ExpiryKind kind, TimeSpan? after, AttributeModel? attribute)
    {
        Kind = kind;
        After = after;
        Attribute = attribute;
    }

    /// <summary>From when the life is counted.</summary>
    public ExpiryKind Kind { get; }

    /// <summary>How long the life is; null with <see cref="ExpiryKind.AtAttribute"/>.</summary>
    public TimeSpan? After { get; }

    /// <summary>The name of the attribute that says when; null with the other kinds.</summary>
    public string? AttributeName => Attribute?.Name;

    internal AttributeModel? Attribute { get; }

    /// <summary>True of documents that have not expired.</summary>
    public static Condition Alive(DateTimeOffset now)
    {
        var path = DocumentPath.Of(EnvelopeNames.Expires);
        return new Condition.Any([
            new Condition.Not(new Condition.Exists(path)),
            new Condition.Compare(new Operand.Attribute(path), ComparisonOperator.GreaterThan, new Operand.Literal(now.ToUnixTimeMilliseconds())),
        ]);
    }

    /// <summary>When a document in normal form expires; null for never.</summary>
    internal DateTimeOffset? Of(JsonObject normal, AttributeModel? createdAt, DateTimeOffset now) => Kind switch
    {
        ExpiryKind.SinceLastWrite => Later(now),
        ExpiryKind.SinceCreation => Later(Instant(normal, createdAt) ?? now),
        _ => Instant(normal, Attribute),
    };

    /// <summary>When a life that starts then ends; null when it does not, or the calendar ends first.</summary>
    internal DateTimeOffset? Later(DateTimeOffset start) => DateTimeOffset.MaxValue - start > After ? start + After : null;

    private static DateTimeOffset? Instant(JsonObject normal, AttributeModel? attribute) =>
        attribute is not null && JsonText.TryGetString(normal[attribute.Name], out var text) && TextFormats.TryReadInstant(text, out var instant) ? instant : null;
}
