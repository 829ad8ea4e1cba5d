namespace Virga.Documents;

/// <summary>What happened to a document, as far as the change feed tells.</summary>
public enum ChangeKind
{
    /// <summary>It was created or changed: the latest-version feed, which the trigger reads unless told otherwise, does not say which, leaves out versions that were
    /// written over before it looked, and never shows deletes or expiry.</summary>
    Written,

    /// <summary>It was created. Told by the all-versions-and-deletes feed only.</summary>
    Created,

    /// <summary>It was changed. Told by the all-versions-and-deletes feed only.</summary>
    Replaced,

    /// <summary>It was deleted. Told by the all-versions-and-deletes feed only.</summary>
    Deleted,

    /// <summary>It expired. Told by the all-versions-and-deletes feed only.</summary>
    Expired,
}
