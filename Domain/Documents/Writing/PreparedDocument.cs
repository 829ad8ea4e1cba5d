using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A document that passed the write pipeline.</summary>
/// <param name="Schema">Its model.</param>
/// <param name="Normal">The document in normal form; the write takes it over.</param>
/// <param name="Key">Its key, in stored spelling.</param>
/// <param name="StoredId">Its id in the store.</param>
internal sealed record PreparedDocument(Schema Schema, JsonObject Normal, DocumentKey Key, string StoredId)
{
    /// <summary>The time of the write.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What the write does.</summary>
    public WriteKind Kind { get; init; }

    /// <summary>The revision the caller had in hand; 0 for none.</summary>
    public int GivenRevision { get; init; }

    public StorePartition Partition => new(Schema.Container, Key.Partition);

    public DateTimeOffset? CreatedAt => Schema.CreatedAt?.InstantIn(Normal);

    public DateTimeOffset? UpdatedAt => Schema.UpdatedAt?.InstantIn(Normal);

    /// <summary>How long the document lives from this write on; null for ever.</summary>
    public TimeSpan? TimeToLive => ExpiresAt is { } at ? SchemaExpiry.LifeUntil(at, Now) : null;

    private DateTimeOffset? ExpiresAt => Schema.Expiry?.Of(Normal, Schema.CreatedAt, Now);

    /// <summary>The body to store. It is made of the normal form, which is gone afterwards.</summary>
    public JsonObject TakeBody()
    {
        var expiresAt = ExpiresAt;
        if (Schema.Traits.HasStoredForms)
        {
            Schema.Root.ToStored(Normal);
        }

        if (expiresAt is { } at)
        {
            Normal[EnvelopeNames.Expires] = at.ToUnixTimeMilliseconds();
        }

        var key = Normal[Schema.Key.Name]!;
        Normal.Remove(Schema.Key.Name);
        Normal.Insert(0, EnvelopeNames.Key, key);
        if (Schema.Version > 1)
        {
            Normal.Insert(0, EnvelopeNames.Version, Schema.Version);
        }

        Normal.Insert(0, EnvelopeNames.Model, Schema.Name);
        AddUniqueKeys();
        return Normal;
    }

    private void AddUniqueKeys()
    {
        if (Schema.UniqueKeys.IsEmpty)
        {
            return;
        }

        var values = new JsonObject();
        foreach (var key in Schema.UniqueKeys)
        {
            if (key.ValueIn(Normal) is { } value)
            {
                values[key.Name] = value;
            }
        }

        Normal[EnvelopeNames.Unique] = new JsonObject { [Schema.Name] = values };
    }
}
