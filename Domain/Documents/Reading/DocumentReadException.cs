namespace Virga.Documents;

/// <summary>A stored document is not what its model says: it was written by other means, or the model changed.</summary>
public sealed class DocumentReadException : Exception
{
    /// <summary>What is wrong with which document.</summary>
    public DocumentReadException(string model, string storedId, string path, string reason, Exception? innerException = null)
        : base($"The stored '{model}' with id '{storedId}' cannot be read: at '{path}' {reason}", innerException)
    {
        Model = model;
        StoredId = storedId;
        Path = path;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The document's stored id.</summary>
    public string StoredId { get; }

    /// <summary>Where in the document, as a JSON pointer.</summary>
    public string Path { get; }

    /// <summary>The error's stable code: <c>document-unreadable</c>.</summary>
    public string Code { get; } = "document-unreadable";
}
