namespace Virga.Hosting;

/// <summary>One page of the changes that a handler did not take.</summary>
/// <param name="Items">The dead letters.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
internal sealed record ChangeLetterPage(IReadOnlyList<ChangeLetterView> Items, string? Next);
