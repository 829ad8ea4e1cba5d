using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Virga.Documents;

/// <summary>Asks the store for a query's pages. A page has as many results as were asked for: store pages that are shorter are put together.</summary>
internal sealed class QueryPages(Func<StoredDocument, Schema> schemaOf, DocumentsContext context)
{
    /// <exception cref="CursorException">The query's cursor is not one of its own.</exception>
    public async Task<(FetchedPage<TResult> Page, string? Next)> PageAsync<TResult>(
        StoreQuery plan, QuerySettings settings, Func<StoredDocument, TResult> read, CancellationToken cancellationToken)
    {
        var shape = QueryShape.Hash(plan, settings.Principal);
        var start = settings.Cursor is null ? null : context.Cursors.Read(settings.Cursor, shape);
        var page = await FetchAsync(plan, settings.Size, start, read, cancellationToken).ConfigureAwait(false);
        return (page, page.Continuation is null ? null : context.Cursors.Write(page.Continuation, shape));
    }

    /// <summary>All results, page after page as they are taken; <see cref="QuerySettings.Prefetch"/> pages ahead when that is asked.</summary>
    public async IAsyncEnumerable<TResult> StreamAsync<TResult>(
        StoreQuery plan, QuerySettings settings, Func<StoredDocument, TResult> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (settings.Prefetch > 0)
        {
            await foreach (var result in ParallelAsync([plan], settings, 1, read, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }

            yield break;
        }

        var continuation = Start(plan, settings);
        do
        {
            var page = await FetchAsync(plan, settings.Size, continuation, read, cancellationToken).ConfigureAwait(false);
            foreach (var result in page.Results)
            {
                yield return result;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>The results of several queries as they come, so many asked at once; no more pages wait than are asked at once or prefetched.</summary>
    public async IAsyncEnumerable<TResult> ParallelAsync<TResult>(
        IReadOnlyList<StoreQuery> plans, QuerySettings settings, int degree, Func<StoredDocument, TResult> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<List<TResult>>(new BoundedChannelOptions(Math.Max(degree, settings.Prefetch)) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var producing = ProduceAsync(plans, settings, degree, read, channel.Writer, stop.Token);
        try
        {
            await foreach (var results in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var result in results)
                {
                    yield return result;
                }
            }
        }
        finally
        {
            // Whoever stops reading stops the asking; a failure has reached the reader through the channel.
            await stop.CancelAsync().ConfigureAwait(false);
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProduceAsync<TResult>(
        IReadOnlyList<StoreQuery> plans, QuerySettings settings, int degree, Func<StoredDocument, TResult> read, ChannelWriter<List<TResult>> writer, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
        var producing = Parallel.ForEachAsync(plans, parallel, async (plan, token) =>
        {
            var continuation = Start(plan, settings);
            do
            {
                var page = await FetchAsync(plan, settings.Size, continuation, read, token).ConfigureAwait(false);
                await writer.WriteAsync(page.Results, token).ConfigureAwait(false);
                continuation = page.Continuation;
            }
            while (continuation is not null);
        });
        await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        writer.Complete(producing.IsCanceled ? new OperationCanceledException(cancellationToken) : producing.Exception?.InnerException);
    }

    private string? Start(StoreQuery plan, QuerySettings settings) =>
        settings.Cursor is null ? null : context.Cursors.Read(settings.Cursor, QueryShape.Hash(plan, settings.Principal));

    private async Task<FetchedPage<TResult>> FetchAsync<TResult>(
        StoreQuery plan, int size, string? continuation, Func<StoredDocument, TResult> read, CancellationToken cancellationToken)
    {
        var results = new List<TResult>();
        var unreadable = new List<DocumentReadException>();
        var charge = 0d;
        do
        {
            var page = await context.Store.QueryAsync(plan with { PageSize = size - results.Count, Continuation = continuation }, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Documents)
            {
                var schema = schemaOf(document);

                // Not in the question, which must stay the same from page to page: the store removes expired documents within a second.
                if (schema.Expiry is not null && StoredExpiry.IsPast(document, context.Now().Now))
                {
                    continue;
                }

                try
                {
                    results.Add(read(document));
                }
                catch (DocumentReadException exception) when (schema.Reads == ReadPolicy.Collect)
                {
                    unreadable.Add(exception);
                }
            }

            charge += page.RequestCharge;
            continuation = page.Continuation;
        }
        while (continuation is not null && results.Count < size);

        return new FetchedPage<TResult>(results, unreadable, continuation, charge);
    }
}
