namespace Virga.Notifications;

/// <summary>What a sweep of the outbox found and did.</summary>
/// <param name="Found">Records without progress.</param>
/// <param name="Relayed">How many of them were sent now.</param>
/// <param name="Failed">How many could not be; they are taken up again later.</param>
public sealed record SweepResult(int Found, int Relayed, int Failed);
