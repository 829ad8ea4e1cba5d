namespace Virga.Documents;

/// <summary>One page of a handler's dead letters.</summary>
/// <param name="Items">The dead letters.</param>
/// <param name="Next">Where the next page starts; null when there is none.</param>
public sealed record ChangeDeadLetterPage(IReadOnlyList<ChangeDeadLetter> Items, string? Next);
