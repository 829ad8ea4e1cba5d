using Virga.Documents;

namespace Virga.Notifications;

/// <summary>An outbox record that was just committed.</summary>
/// <param name="Partition">The partition it is in.</param>
/// <param name="Id">Its stored id.</param>
/// <param name="Record">The record itself, so that it need not be read; null when it must be.</param>
internal readonly record struct RelayNudge(StorePartition Partition, string Id, StoredOutboxRecord? Record);
