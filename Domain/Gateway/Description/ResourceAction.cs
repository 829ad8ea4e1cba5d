namespace Virga.Gateway;

/// <summary>What a function does with a model's documents; each is a method of <see cref="Resource{T}"/>.</summary>
public enum ResourceAction
{
    /// <summary>A page of documents: <see cref="Resource{T}.ListAsync"/>.</summary>
    List,

    /// <summary>One document: <see cref="Resource{T}.GetAsync"/>.</summary>
    Get,

    /// <summary>A new document: <see cref="Resource{T}.CreateAsync"/>.</summary>
    Create,

    /// <summary>A document replaced: <see cref="Resource{T}.ReplaceAsync"/>.</summary>
    Replace,

    /// <summary>A document changed in parts: <see cref="Resource{T}.MergePatchAsync"/>.</summary>
    MergePatch,

    /// <summary>A document removed: <see cref="Resource{T}.DeleteAsync"/>.</summary>
    Delete,

    /// <summary>A document changed in parts, by either kind of patch: <see cref="Resource{T}.PatchAsync"/>.</summary>
    Patch,

    /// <summary>A document changed by operations: <see cref="Resource{T}.JsonPatchAsync"/>.</summary>
    JsonPatch,

    /// <summary>A page of documents, asked for by a body: <see cref="Resource{T}.QueryAsync"/>.</summary>
    Query,

    /// <summary>Many documents written: <see cref="Resource{T}.BulkAsync"/>.</summary>
    Bulk,
}
