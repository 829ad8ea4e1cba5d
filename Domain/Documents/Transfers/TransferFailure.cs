namespace Virga.Documents;

/// <summary>One line of an import that was left out.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record TransferFailure(long Line, string Reason);
