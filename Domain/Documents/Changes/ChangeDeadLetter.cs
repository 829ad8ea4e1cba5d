namespace Virga.Documents;

/// <summary>A change that a handler did not take, put aside. There is at most one for a handler and a document: the last.</summary>
/// <param name="Handler">The handler's name.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Key">The document's key.</param>
/// <param name="Id">What names the dead letter among its handler's.</param>
public sealed record ChangeDeadLetter(string Handler, string Model, DocumentKey Key, string Id)
{
    /// <summary>What named the change: the document's ETag then.</summary>
    public required string Version { get; init; }

    /// <summary>The last exception's type and message, at most 1,024 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was put aside.</summary>
    public DateTimeOffset At { get; init; }
}
