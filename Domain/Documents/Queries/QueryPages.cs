using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Virga.Documents;

/// <summary>Asks the store for a query's pages. A page has as many documents as were asked for: store pages that are shorter are put together.</summary>
internal sealed class QueryPages(Schema schema, DocumentsContext context)
{
    private readonly Condition _ofModel = new Condition.Compare(
        new Operand.Attribute(DocumentPath.Of(EnvelopeNames.Model)), ComparisonOperator.Equal, new Operand.Literal(schema.Name));

    /// <exception cref="CursorException">The query's cursor is not one of its own.</exception>
    public async Task<Page<TResult>> PageAsync<T, TResult>(Query<T> query, Func<StoredDocument, Item<TResult>> read, CancellationToken cancellationToken)
    {
        var plan = Plan(query);
        var shape = QueryShape.Hash(plan);
        var continuation = query.Cursor is null ? null : context.Cursors.Read(query.Cursor, shape);
        var items = new List<Item<TResult>>();
        var unreadable = new List<DocumentReadException>();
        var charge = 0d;
        do
        {
            var page = await context.Store.QueryAsync(plan with { PageSize = query.Size - items.Count, Continuation = continuation }, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Documents)
            {
                // Not in the question, which must stay the same from page to page: the store removes expired documents within a second.
                if (schema.Expiry is not null && StoredExpiry.IsPast(document, context.Now().Now))
                {
                    continue;
                }

                try
                {
                    items.Add(read(document));
                }
                catch (DocumentReadException exception) when (schema.Reads == ReadPolicy.Collect)
                {
                    unreadable.Add(exception);
                }
            }

            charge += page.RequestCharge;
            continuation = page.Continuation;
        }
        while (continuation is not null && items.Count < query.Size);

        return new Page<TResult>(items, continuation is null ? null : context.Cursors.Write(continuation, shape), charge) { Unreadable = unreadable };
    }

    public async IAsyncEnumerable<Item<TResult>> StreamAsync<T, TResult>(
        Query<T> query, Func<StoredDocument, Item<TResult>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = query;
        while (true)
        {
            var page = await PageAsync(next, read, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Next is null)
            {
                yield break;
            }

            next = query.After(page.Next);
        }
    }

    private StoreQuery Plan<T>(Query<T> query)
    {
        var partition = query.Partition;
        if (partition is { } key)
        {
            // A partition no document can have is asked all the same: the store answers with nothing.
            SchemaKeys.TryCanonical(schema, ref key);
            partition = key;
        }

        ImmutableArray<Condition> parts = [_ofModel, .. query.Filter];
        return new StoreQuery(schema.Container, partition)
        {
            Filter = parts.Length == 1 ? _ofModel : new Condition.All(parts),
            Order = query.Order,
            SessionToken = query.Session,
        };
    }
}
