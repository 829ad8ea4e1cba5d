namespace Virga.Documents;

/// <summary>What retrying a dead letter came to.</summary>
public enum ChangeRetryOutcome
{
    /// <summary>The handler took the document as it is now; the dead letter is gone.</summary>
    Handled,

    /// <summary>The document no longer exists, so there is nothing to give; the dead letter is gone.</summary>
    DocumentIsGone,

    /// <summary>There is no such dead letter.</summary>
    NotFound,

    /// <summary>The handler refused again; the dead letter has the new reason.</summary>
    Refused,
}
