using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>When a model's documents expire.</summary>
/// <remarks>The instant is kept in the document (<see cref="EnvelopeNames.Expires"/>, milliseconds since 1970), so that an expired document is hidden exactly;
/// Cosmos DB's <c>ttl</c>, in whole seconds from the last write, removes it at or after that. Every write starts the store's count anew: updates and condition checks of documents that expire
/// since their creation or at an attribute read first how much is left, and say it again.</remarks>
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

    /// <summary>Whether a write of parts of a document must say what is left of its life, which only the stored document knows.</summary>
    internal bool OutlivesWrites => Kind != ExpiryKind.SinceLastWrite;

    /// <summary>True of documents that have not expired.</summary>
    public static Condition Alive(DateTimeOffset now)
    {
        var expires = Condition.On(EnvelopeNames.Expires);
        return !expires.Exists() | expires.GreaterThan(now.ToUnixTimeMilliseconds());
    }

    /// <summary>When a document in normal form expires; null for never.</summary>
    internal DateTimeOffset? Of(JsonObject normal, AttributeModel? createdAt, DateTimeOffset now) => Kind switch
    {
        ExpiryKind.SinceLastWrite => Later(now),
        ExpiryKind.SinceCreation => Later(createdAt?.InstantIn(normal) ?? now),
        _ => Attribute?.InstantIn(normal),
    };

    /// <summary>When a life that starts then ends; null when it does not, or the calendar ends first.</summary>
    internal DateTimeOffset? Later(DateTimeOffset start) => DateTimeOffset.MaxValue - start > After ? start + After : null;

    /// <summary>A life that ends then, as stores take it: whole seconds, at least one.</summary>
    internal static TimeSpan LifeUntil(DateTimeOffset end, DateTimeOffset now) => TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling((end - now).TotalSeconds), 1, int.MaxValue));
}
