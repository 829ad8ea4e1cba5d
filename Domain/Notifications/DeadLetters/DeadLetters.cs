using System.Text.Json;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>The messages that could not be delivered, by subscription.</summary>
public sealed class DeadLetters
{
    private const int MaximumPageSize = 100;

    private readonly IDocumentStore _store;
    private readonly IBlobStore _blobs;

    internal DeadLetters(IDocumentStore store, IBlobStore blobs)
    {
        _store = store;
        _blobs = blobs;
    }

    /// <summary>One page of a subscription's dead letters.</summary>
    /// <param name="subscriptionId">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="pageSize">The most dead letters, 1 to 100.</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeadLetterPage> ListAsync(string subscriptionId, int pageSize = MaximumPageSize, string? next = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);
        var query = DeadLetterRecord.Query(subscriptionId, pageSize, next);
        var page = await _store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return new DeadLetterPage([.. page.Documents.Select(document => DeadLetterRecord.Read(document.Body).Letter)], page.Continuation);
    }

    /// <summary>A dead letter with its body; null when there is none.</summary>
    public async Task<DeadLetter?> GetAsync(string subscriptionId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        var read = await _store.ReadAsync(DeadLetterRecord.PartitionOf(subscriptionId), DeadLetterRecord.IdOf(messageId), null, cancellationToken).ConfigureAwait(false);
        if (read is not StoreReadResult.Found found)
        {
            return null;
        }

        var (letter, blob) = DeadLetterRecord.Read(found.Document.Body);
        if (blob is null || await _blobs.ReadAsync(DeadLetterWriter.Container, blob, cancellationToken).ConfigureAwait(false) is not { } data)
        {
            return letter;
        }

        using var json = JsonDocument.Parse(data);
        return letter with { Body = json.RootElement.GetProperty("body").GetString()! };
    }
}
