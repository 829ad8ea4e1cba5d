using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Tells the relay that an outbox record was just committed, so that it need not wait for the change feed.</summary>
public interface IRelaySignal
{
    /// <summary>Hints at a record. Never blocks and never throws; a lost hint costs only time.</summary>
    /// <param name="partition">The partition the record is in.</param>
    /// <param name="id">The record's stored id.</param>
    void Nudge(StorePartition partition, string id);
}
