using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Records that were just committed, for the relay of this process. A lost one costs only time: the change feed brings it.</summary>
internal sealed class RelayNudges(IOptions<NotificationsOptions> options)
{
    private const int Capacity = 10_000;

    // A record has up to 256 KiB: where more wait, they are read when it is their turn.
    private const int KeptRecords = 100;

    private readonly Channel<RelayNudge> _nudges =
        Channel.CreateBounded<RelayNudge>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Adds a record as it was written, or by its id when the version written is not known. Never blocks and never throws.</summary>
    public void Add(StorePartition partition, OutboxRecord record, string? etag)
    {
        if (options.Value.Nudge)
        {
            var kept = etag is not null && _nudges.Reader.Count < KeptRecords ? new StoredOutboxRecord(partition, record, etag) : null;
            _nudges.Writer.TryWrite(new RelayNudge(partition, record.Id, kept));
        }
    }

    public IAsyncEnumerable<RelayNudge> ReadAllAsync(CancellationToken cancellationToken) => _nudges.Reader.ReadAllAsync(cancellationToken);
}
