namespace Virga.Documents;

/// <summary>Who writes an attribute.</summary>
internal enum AttributeRole
{
    /// <summary>The caller.</summary>
    Plain,

    /// <summary>The framework, when the document is created.</summary>
    CreatedAt,

    /// <summary>The framework, at every write.</summary>
    UpdatedAt,

    /// <summary>The model's own function.</summary>
    Computed,

    /// <summary>The framework: 1 when the document is created, one more at every write.</summary>
    Revision,
}
