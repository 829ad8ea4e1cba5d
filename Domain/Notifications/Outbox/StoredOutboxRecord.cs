using Virga.Documents;

namespace Virga.Notifications;

/// <summary>An outbox record, where it is, and the version that was read.</summary>
internal sealed record StoredOutboxRecord(StorePartition Partition, OutboxRecord Record, string ETag);
