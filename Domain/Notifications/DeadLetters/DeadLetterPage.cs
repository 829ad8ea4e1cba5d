namespace Virga.Notifications;

/// <summary>One page of a subscription's dead letters.</summary>
/// <param name="Items">The dead letters.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, string? Next);
