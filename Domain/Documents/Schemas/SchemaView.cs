namespace Virga.Documents;

/// <summary>Which use of a model a JSON Schema describes.</summary>
public enum SchemaView
{
    /// <summary>A document as it comes back: everything, with what the framework writes.</summary>
    Read,

    /// <summary>The body that creates a document: without what the framework writes; key and partition may come from the address.</summary>
    Create,

    /// <summary>The body that replaces a document: as <see cref="Create"/>.</summary>
    Replace,

    /// <summary>A merge patch (RFC 7396): nothing is required and null removes.</summary>
    Merge,
}
