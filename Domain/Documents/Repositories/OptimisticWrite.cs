using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads a document, decides, and writes with the version read; starts anew when somebody else wrote in between and the caller named no version.</summary>
internal sealed class OptimisticWrite(DocumentEngine engine, DocumentKey key)
{
    /// <summary>The version the caller wants; null for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>What must be true of the stored document; a missing one counts as empty.</summary>
    public Condition? Condition { get; init; }

    /// <summary>What is true of the documents that count as there; null for all.</summary>
    public Condition? Within { get; init; }

    /// <summary>Whether a missing document is refused.</summary>
    public bool MustExist { get; init; }

    /// <summary>Decides and writes. <paramref name="change"/> gets the document read, or null when there is none, and may be called again for every attempt.</summary>
    /// <exception cref="DocumentNotFoundException">There is no document, and there must be one.</exception>
    /// <exception cref="ETagMismatchException">The document has another version.</exception>
    /// <exception cref="ConditionFailedException">The condition is false.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<CurrentDocument?, Task<TResult>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var current = await ReadAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await change(current).ConfigureAwait(false);
            }
            catch (StoreException exception) when (IfMatch is null && attempt < engine.Context.Options.RaceRetries && LostRace(exception, current))
            {
                // Somebody else wrote between the read and the write: look again.
            }
        }
    }

    /// <summary>Reads the document and checks what the caller demands of it.</summary>
    public async Task<CurrentDocument?> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await engine.ReadForWriteAsync(key, cancellationToken).ConfigureAwait(false);
        var body = stored is null ? null : StoredJson.Parse(engine.Schema, stored);
        if (Within is not null && body is not null && !ConditionEvaluator.Matches(Within, body))
        {
            (stored, body) = (null, null);
        }

        if (stored is null && (MustExist || IfMatch is not null))
        {
            throw StoreErrors.NotFound(engine.Schema, key);
        }

        if (IfMatch is not null && IfMatch != stored!.ETag)
        {
            throw StoreErrors.ETagMismatch(engine.Schema, key, inner: null, stored);
        }

        if (Condition is not null && !ConditionEvaluator.Matches(Condition, body ?? new JsonObject()))
        {
            throw StoreErrors.ConditionFailed(engine.Schema, key, inner: null, stored);
        }

        return stored is null ? null : new CurrentDocument(stored, body!);
    }

    private static bool LostRace(StoreException exception, CurrentDocument? current) =>
        exception is ETagMismatchException || (current is null ? exception is DocumentExistsException : exception is DocumentNotFoundException);
}
