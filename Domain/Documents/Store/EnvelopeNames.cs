namespace Virga.Documents;

/// <summary>The attribute names the framework keeps for itself in every stored document. Models cannot use names that start with <c>_</c>, nor <c>id</c> and <c>ttl</c> as stored names.</summary>
public static class EnvelopeNames
{
    /// <summary>The stored id; written by the store.</summary>
    public const string Id = "id";

    /// <summary>The partition (<c>_pk</c>; <c>_pk0</c> to <c>_pk2</c> when hierarchical); written by the store.</summary>
    public const string Partition = "_pk";

    /// <summary>The values of unique keys, as <c>{"model": {"name": value}}</c>; see <see cref="UniqueKeyPath"/>. The store fills in what a document lacks.</summary>
    public const string Unique = "_u";

    /// <summary>The model's name: which schema reads the document. Framework records use names that start with <c>_</c>.</summary>
    public const string Model = "_model";

    /// <summary>The model's key as the model shows it; what the key property is stored as, so that it can be filtered and ordered by.</summary>
    public const string Key = "_key";

    /// <summary>The version of the model's shape the document was written in; absent from documents of version 1.</summary>
    public const string Version = "_v";

    /// <summary>Seconds to live from the last write; written by the store from <see cref="StoreOperation.TimeToLive"/>.</summary>
    public const string TimeToLive = "ttl";

    /// <summary>When the document expires, in milliseconds since 1970; absent when it does not. See <see cref="SchemaExpiry"/>.</summary>
    public const string Expires = "_expires";

    /// <summary>Whether a model cannot use the name: it starts with <c>_</c>, or is <c>id</c> or <c>ttl</c>. (A key property may be called so: it is stored as <see cref="Key"/>.)</summary>
    public static bool IsReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith('_') || name is Id or TimeToLive;
    }
}
