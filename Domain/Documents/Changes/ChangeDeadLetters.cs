namespace Virga.Documents;

/// <summary>The changes that handlers did not take: to be looked at, and to be given again.</summary>
public sealed class ChangeDeadLetters
{
    private const int MaximumPageSize = 100;

    private readonly ChangeCatalog _catalog;
    private readonly ChangeLetterStore _letters;
    private readonly ChangeRunner _runner;
    private readonly IDocumentStore _store;

    internal ChangeDeadLetters(ChangeCatalog catalog, ChangeLetterStore letters, ChangeRunner runner, IDocumentStore store)
    {
        _catalog = catalog;
        _letters = letters;
        _runner = runner;
        _store = store;
    }

    /// <summary>Whether the app has a handler of that name.</summary>
    public bool Knows(string handler) => _catalog.Find(handler) is not null;

    /// <summary>One page of a handler's dead letters. One that a later version of the document has overtaken stands until it is retried or removed.</summary>
    /// <param name="handler">The handler's name.</param>
    /// <param name="pageSize">The most dead letters, 1 to 100.</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ChangeDeadLetterPage> ListAsync(string handler, int pageSize = MaximumPageSize, string? next = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);
        return _letters.ListAsync(handler, pageSize, next, cancellationToken);
    }

    /// <summary>Gives the document, as it is now, to the handler once more.</summary>
    /// <exception cref="ArgumentException">The app has no such handler.</exception>
    public async Task<ChangeRetryOutcome> RetryAsync(string handler, string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var registered = _catalog.Find(handler) ?? throw new ArgumentException($"This app has no change handler '{handler}'.", nameof(handler));
        if (await _letters.FindAsync(handler, id, cancellationToken).ConfigureAwait(false) is not { } letter)
        {
            return ChangeRetryOutcome.NotFound;
        }

        var partition = new StorePartition(registered.Schema.Container, letter.Key.Partition);
        var read = await _store.ReadAsync(partition, StoredId.Of(letter.Model, letter.Key.Id), null, cancellationToken).ConfigureAwait(false);
        if (read is not StoreReadResult.Found found || FeedDocument.Of(found.Document, _catalog) is not { } change)
        {
            await _letters.RemoveAsync(letter, cancellationToken).ConfigureAwait(false);
            return ChangeRetryOutcome.DocumentIsGone;
        }

        if (await _runner.TryOnceAsync(registered, change, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            await _letters.WriteAsync(registered, change, fault, letter.Attempts + 1, cancellationToken).ConfigureAwait(false);
            return ChangeRetryOutcome.Refused;
        }

        await _letters.RemoveAsync(letter, cancellationToken).ConfigureAwait(false);
        return ChangeRetryOutcome.Handled;
    }

    /// <summary>Forgets a dead letter.</summary>
    public async Task RemoveAsync(string handler, string id, CancellationToken cancellationToken = default)
    {
        if (await _letters.FindAsync(handler, id, cancellationToken).ConfigureAwait(false) is { } letter)
        {
            await _letters.RemoveAsync(letter, cancellationToken).ConfigureAwait(false);
        }
    }
}
