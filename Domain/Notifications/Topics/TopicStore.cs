using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Finds topics, those of the code and those in the store, and changes what is stored of them.</summary>
internal sealed class TopicStore(IDocumentStore store, TopicCatalog catalog, IOptions<NotificationsOptions> options, TimeProvider time)
{
    /// <summary>For how long publishing trusts what it knows of a stored topic: what another process changes or deletes counts here this much later.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    private const int Races = 8;
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<string, (TopicRecord Topic, TopicDelivery Delivery, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>The name in a name or an ARN.</summary>
    /// <exception cref="NotificationException">It is the ARN of something else.</exception>
    public string NameOf(string topic) => TopicName.In(topic, options.Value.TopicArnPrefix);

    /// <summary>What a message to a topic is checked with.</summary>
    /// <exception cref="NotificationException">The topic does not exist.</exception>
    public async ValueTask<TopicSettings> SettingsAsync(string topic, CancellationToken cancellationToken)
    {
        var name = NameOf(topic);
        return catalog.Find(name) is { } defined ? defined.Settings : (await KnownAsync(name, cancellationToken).ConfigureAwait(false)).Settings;
    }

    /// <summary>The topic, as it was at most <see cref="Trust"/> ago.</summary>
    /// <exception cref="NotificationException">The topic does not exist.</exception>
    public async ValueTask<TopicRecord> KnownAsync(string name, CancellationToken cancellationToken) =>
        (await ReadKnownAsync(name, cancellationToken).ConfigureAwait(false)).Topic;

    /// <summary>What the topic's attributes said of its deliveries at most <see cref="Trust"/> ago; nothing of a topic that is gone.</summary>
    public async ValueTask<TopicDelivery> DeliveryAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadKnownAsync(name, cancellationToken).ConfigureAwait(false)).Delivery;
        }
        catch (NotificationException error) when (error.Code == NotificationErrors.NotFound)
        {
            return TopicDelivery.None;
        }
    }

    private async ValueTask<(TopicRecord Topic, TopicDelivery Delivery, DateTimeOffset Until)> ReadKnownAsync(string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(name, out var known) && known.Until > now)
        {
            return known;
        }

        var (topic, _) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        return _known[name] = (topic, TopicDelivery.Of(topic), now + Trust);
    }

    /// <summary>The topic as it is, and the version of its record; null while nothing is stored of one that the code defines.</summary>
    /// <exception cref="NotificationException">The topic does not exist.</exception>
    public async Task<(TopicRecord Topic, string? ETag)> GetAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new NotificationException(NotificationErrors.NotFound, "Topic does not exist");

    public async Task<(TopicRecord Topic, string? ETag)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var isDefined = catalog.Find(name) is not null;
        if (!isDefined && !TopicName.IsValid(name) && !TopicName.IsValid(name, isFifo: true))
        {
            return null;
        }

        return await store.ReadAsync(TopicRecord.Partition, TopicRecord.IdOf(name), null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found
            ? (TopicRecord.Read(found.Document.Body), found.Document.ETag)
            : isDefined ? (new TopicRecord(name), null) : null;
    }

    /// <summary>The definition in code; null of a topic that is only stored.</summary>
    public Topic? Definition(string name) => catalog.Find(name);

    /// <summary>Makes a topic; false when there is one.</summary>
    public async Task<bool> TryCreateAsync(TopicRecord topic, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(TopicRecord.Partition, new StoreOperation.Create(topic.StoredId, topic.ToJson()), null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentExistsException)
        {
            return false;
        }
    }

    /// <summary>Changes what is stored of a topic, anew when somebody else changed it meanwhile.</summary>
    /// <exception cref="NotificationException">The topic does not exist, or others were faster every time.</exception>
    public async Task ChangeAsync(string name, Func<TopicRecord, TopicRecord> change, CancellationToken cancellationToken)
    {
        for (var race = 0; race < Races; race++)
        {
            var (topic, etag) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
            var changed = change(topic);
            StoreOperation write = etag is null
                ? new StoreOperation.Create(changed.StoredId, changed.ToJson())
                : new StoreOperation.Replace(changed.StoredId, changed.ToJson()) { IfMatch = etag };
            try
            {
                await store.WriteAsync(TopicRecord.Partition, write, null, cancellationToken).ConfigureAwait(false);
                _known.TryRemove(name, out _);
                return;
            }
            catch (Exception error) when (error is ETagMismatchException or DocumentExistsException or DocumentNotFoundException)
            {
                // Somebody else changed it: look again.
            }
        }

        throw new NotificationException(NotificationErrors.SubscriptionConflict, $"Topic '{name}' is being changed too often at the moment. Try again.");
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(TopicRecord.Partition, new StoreOperation.Delete(TopicRecord.IdOf(name)), null, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            // Somebody else was faster.
        }

        _known.TryRemove(name, out _);
    }

    /// <summary>The first topics by name after a name, of the code and of the store, each once.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string? after, int count, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(catalog.Topics.Select(topic => topic.Name).Where(name => string.CompareOrdinal(name, after) > 0), StringComparer.Ordinal);
        var filter = Condition.On(EnvelopeNames.Model).Equal(TopicRecord.Model);
        var query = new StoreQuery(TopicRecord.Partition.Container, TopicRecord.Partition.Key)
        {
            Filter = after is null ? filter : filter & Condition.On(EnvelopeNames.Key).GreaterThan(after),
            Order = [new Ordering(DocumentPath.Of(EnvelopeNames.Key), Descending: false)],
            PageSize = count,
        };
        var found = 0;
        do
        {
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            found += page.Documents.Count;
            names.UnionWith(page.Documents.Select(document => TopicRecord.Read(document.Body).Name));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && found < count);
        return [.. names.Take(count)];
    }
}
