using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Runs a query over a container for one page.</summary>
internal sealed class QueryRun(Store store, ContainerInfo container, QueryScope scope, QueryRequest request, DateTimeOffset time)
{
    private readonly double _now = time.ToUnixTimeMilliseconds() / 1000.0;
    private long _looked;

    public WireResponse Page()
    {
        var parsed = ParsedQuery.Of(request.Text);
        var query = parsed.Select;
        IndexRules.Check(container, query);
        var row = new Row(parsed.Slots, request.Bind(parsed), time);
        var token = request.Continuation is null ? new QueryToken() : QueryToken.Read(request.Continuation, request.Text);
        using var page = new PageWriter(container, request.PageSize);
        var next = query.IsGrouped || query.IsDistinct ? Whole(query, row, token, page)
            : query.OrderBy.Count > 0 ? Ordered(query, row, token, page)
            : Streamed(query, row, token, page);
        var body = page.Close();
        var response = WireResponse.Json(200, body)
            .WithCharge(RequestCharge.Query(_looked, body.Length)).WithSession(store.Sequence.Committed).With(WireHeaders.ItemCount, page.Count);
        return next is null ? response : response.With(WireHeaders.Continuation, next.Write(request.Text));
    }

    /// <summary>Gives the results as they come, in the order of creation.</summary>
    private QueryToken? Streamed(SelectQuery query, Row row, QueryToken token, PageWriter page)
    {
        var (offset, limit) = RowPipeline.Window(query, row);
        var (skipped, taken) = (token.Skipped, token.Taken);
        var (seq, rows) = (token.Seq, token.Rows);
        if (taken >= limit)
        {
            return null;
        }

        // The document the last page ended in is read again: it may have more rows.
        foreach (var (document, index) in Rows(query, row, Math.Max(0, token.Seq - 1), keep: false))
        {
            if (document.Seq == token.Seq && index < token.Rows)
            {
                continue;
            }

            var result = query.IsWholeDocument ? Value.Null : query.Projection.Evaluate(row);
            if (result.IsUndefined)
            {
                continue;
            }

            if (page.IsFull)
            {
                return new QueryToken { Seq = seq, Rows = rows, Skipped = skipped, Taken = taken };
            }

            (seq, rows) = (document.Seq, index + 1);
            if (skipped < offset)
            {
                skipped++;
                continue;
            }

            if (query.IsWholeDocument)
            {
                page.Add(document.Body);
            }
            else
            {
                page.Add(result);
            }

            if (++taken == limit)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Gives the next results in the order asked for; only as many as the page needs are kept while reading.</summary>
    private QueryToken? Ordered(SelectQuery query, Row row, QueryToken token, PageWriter page)
    {
        var (offset, limit) = RowPipeline.Window(query, row);
        var comparer = new OrderedRowComparer(query.OrderBy);
        var last = token.Keys is null ? null : new OrderedRow(token.Keys, token.Seq, token.Rows, Value.Undefined);
        var wanted = offset - token.Skipped + Math.Min(request.PageSize, (limit ?? int.MaxValue) - token.Taken);
        if (wanted <= 0)
        {
            return null;
        }

        var best = new TopRows(comparer, wanted + 1);
        foreach (var (document, index) in Rows(query, row, 0, keep: true))
        {
            var candidate = new OrderedRow([.. query.OrderBy.Select(item => item.Expression.Evaluate(row))], document.Seq, index, Value.Undefined);
            if ((last is null || comparer.Compare(candidate, last) > 0) && best.Wants(candidate) && query.Projection.Evaluate(row) is { IsUndefined: false } result)
            {
                best.Add(candidate with { Result = result });
            }
        }

        var (skipped, taken) = (token.Skipped, token.Taken);
        foreach (var result in best.Sorted())
        {
            if (page.IsFull)
            {
                return new QueryToken { Keys = last!.Keys, Seq = last.Seq, Rows = last.Index, Skipped = skipped, Taken = taken };
            }

            last = result;
            if (skipped < offset)
            {
                skipped++;
                continue;
            }

            page.Add(result.Result);
            if (++taken == limit)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Runs the query whole and gives the page's part of the results: for groups and DISTINCT, which need all rows.</summary>
    private QueryToken? Whole(SelectQuery query, Row row, QueryToken token, PageWriter page)
    {
        var done = 0;
        foreach (var result in RowPipeline.Results(query, Rows(query, row, 0, keep: true).Select(_ => row), row))
        {
            if (done++ < token.Taken)
            {
                continue;
            }

            if (page.IsFull)
            {
                return new QueryToken { Taken = done - 1 };
            }

            page.Add(result);
        }

        return null;
    }

    /// <summary>The rows that pass the filter, bound in <paramref name="row"/>, each with its document and its place among the document's rows.</summary>
    private IEnumerable<(DocumentRow Document, int Index)> Rows(SelectQuery query, Row row, long after, bool keep)
    {
        if (query.From is not [{ IsDocuments: true } documents, ..])
        {
            // Without FROM: one row that is no document's.
            if (query.Where?.Evaluate(row).IsTrue ?? true)
            {
                yield return (new DocumentRow(0, 0, 0, null, []), 0);
            }

            yield break;
        }

        var keys = new KeyAnalysis(container, scope, documents.Slot, row).Find(query.Where);
        foreach (var document in DocumentScan.Read(store, container, scope, keys, after, _now))
        {
            _looked++;
            var json = JsonDocument.Parse(document.Body, DocumentBody.Options);
            row.Slots[documents.Slot] = Value.Of(json.RootElement);
            var index = 0;
            foreach (var candidate in RowPipeline.Combine(query.From, 1, row))
            {
                if (query.Where?.Evaluate(candidate).IsTrue ?? true)
                {
                    yield return (document, index++);
                }
            }

            if (!keep)
            {
                json.Dispose();
            }
        }
    }
}
