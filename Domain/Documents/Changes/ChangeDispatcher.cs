using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Gives the documents of a change feed to the handlers of their models. The framework's trigger function calls it for the default container; a function of the app
/// may for another container, or with the all-versions-and-deletes feed.</summary>
/// <remarks>Every change either reaches its handlers or becomes a dead letter before the call returns: only when a dead letter cannot be written does it throw, so that the host gives the page again.</remarks>
public sealed class ChangeDispatcher
{
    private readonly ChangeCatalog _catalog;
    private readonly ChangedDocuments _changed;
    private readonly ChangeRunner _runner;
    private readonly ChangesOptions _options;
    private readonly DocumentCache? _cache;

    internal ChangeDispatcher(ChangeCatalog catalog, ChangedDocuments changed, ChangeRunner runner, IOptions<ChangesOptions> options, DocumentCache? cache = null)
    {
        _cache = cache;
        _catalog = catalog;
        _changed = changed;
        _runner = runner;
        _options = options.Value;
    }

    /// <summary>Dispatches one page of a change feed. Pages of one range of the feed must come one after the other, as the trigger brings them.</summary>
    /// <param name="documents">The page, as the trigger gives it; documents of no model, and of models without handlers, are passed over.</param>
    /// <param name="cancellationToken">Stops; the page has to come again.</param>
    /// <exception cref="AggregateException">Changes failed and could not be put aside.</exception>
    public async Task DispatchAsync(IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (_catalog.IsEmpty && _cache is null)
        {
            return;
        }

        var changes = documents.Select(document => FeedDocument.Read(document, _catalog)).OfType<FeedDocument>().ToList();
        foreach (var change in _cache is null ? [] : changes)
        {
            await _cache!.ForgetAsync(change.Model, change.Partition, change.Id, cancellationToken).ConfigureAwait(false);
        }

        using var activity = DocumentsTelemetry.Source.StartActivity("changes dispatch", ActivityKind.Consumer);
        var work = Work(await _changed.ReadAgainAsync(changes, cancellationToken).ConfigureAwait(false)).ToList();
        activity?.SetTag("messaging.batch.message_count", documents.Count);
        var faults = new List<Exception>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(work, parallel, async (item, token) =>
        {
            try
            {
                await _runner.RunAsync(item.Handler, item.Changes, token).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // The others go on; the page comes again for this one.
                lock (faults)
                {
                    faults.Add(fault);
                }
            }
        }).ConfigureAwait(false);

        if (faults.Count > 0)
        {
            activity?.SetStatus(ActivityStatusCode.Error, faults[0].Message);
            throw new AggregateException("Changes failed at their handlers and could not be put aside as dead letters.", faults);
        }
    }

    /// <summary>What may run side by side: all of a batch handler's changes together, another handler's document by document, each in the feed's order.</summary>
    private IEnumerable<(ChangeHandler Handler, IReadOnlyList<FeedDocument> Changes)> Work(IEnumerable<FeedDocument> changes) =>
        from change in changes
        from handler in _catalog.Of(change.Model)
        group change by (handler, handler.TakesBatches ? default : (change.Partition, change.Id)) into together
        select (together.Key.handler, (IReadOnlyList<FeedDocument>)[.. together]);
}
