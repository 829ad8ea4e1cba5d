namespace Virga.Documents;

/// <summary>A stored document has a newer version than this app's model: another instance already runs newer code. Trying again helps once this one does, too.</summary>
public sealed class DocumentVersionException(string model, string storedId, int version, int known)
    : StoreException("document-version-newer",
        $"The stored '{model}' with id '{storedId}' has version {version}; this app knows versions up to {known}. Deploy the code that wrote it before reading it.",
        isTransient: false)
{
    /// <summary>The model's name.</summary>
    public string Model { get; } = model;

    /// <summary>The document's stored id.</summary>
    public string StoredId { get; } = storedId;

    /// <summary>The document's version.</summary>
    public int Version { get; } = version;

    /// <summary>The newest version this app's model knows.</summary>
    public int KnownVersion { get; } = known;
}
