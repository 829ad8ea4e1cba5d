namespace Virga.EventGrid;

/// <summary>A local subscription as it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="State">How it stands with its destination.</param>
/// <param name="Error">What is wrong with the handshake; null for nothing.</param>
/// <param name="Queue">The queue in which its events wait.</param>
public sealed record LocalSubscriptionStatus(string Name, string Topic, LocalSubscriptionState State, string? Error, string Queue);
