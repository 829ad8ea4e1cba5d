namespace Virga.Documents;

/// <summary>What a write does.</summary>
public enum WriteKind
{
    /// <summary>A new document.</summary>
    Create,

    /// <summary>A whole document, new or over another.</summary>
    Save,

    /// <summary>A whole document over one that must exist.</summary>
    Replace,

    /// <summary>Parts of a document: an update, or a merge patch.</summary>
    Update,
}
