namespace Virga.Documents;

/// <summary>Why a cursor is refused.</summary>
public enum CursorFault
{
    /// <summary>This application did not make it, or it was changed.</summary>
    Foreign,

    /// <summary>It belongs to another query, or to another caller's.</summary>
    OtherQuery,

    /// <summary>It was made too long ago (<see cref="DocumentsOptions.CursorLifetime"/>).</summary>
    Expired,
}
