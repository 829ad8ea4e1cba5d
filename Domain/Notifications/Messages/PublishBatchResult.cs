namespace Virga.Notifications;

/// <summary>What publishing several messages gave: each is in one of the two lists.</summary>
/// <param name="Successful">The messages that are stored, and will be delivered.</param>
/// <param name="Failed">The messages that were refused.</param>
public sealed record PublishBatchResult(IReadOnlyList<BatchSuccess> Successful, IReadOnlyList<BatchFailure> Failed);
