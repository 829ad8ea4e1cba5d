using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Runs a query over a container for one page.</summary>
internal sealed class QueryRun
{
    private readonly Store _store;
    private readonly ContainerInfo _container;
    private readonly QueryScope _scope;
    private readonly QueryRequest _request;
    private readonly SelectQuery _query;
    private readonly OrderedRowComparer _order;
    private readonly Row _row;
    private readonly double _now;
    private readonly QueryToken _token;
    private ScanPlan _plan = new();
    private DocumentScan? _scan;

    public QueryRun(Store store, ContainerInfo container, QueryScope scope, QueryRequest request, DateTimeOffset time)
    {
        var parsed = ParsedQuery.Of(request.Text);
        _store = store;
        _container = container;
        _scope = scope;
        _request = request;
        _query = parsed.Select;
        _order = new OrderedRowComparer(_query.OrderBy);
        _row = new Row(parsed.Slots, request.Bind(parsed), time);
        _now = time.ToUnixTimeMilliseconds() / 1000.0;
        _token = request.Continuation is null ? QueryToken.Start : QueryToken.Read(request.Continuation, request.Text, _query.OrderBy.Count);
        if (request.Resume is { } resume && resume.Keys.Length != _query.OrderBy.Count)
        {
            throw WireFault.BadRequest($"The resumeFilter has {resume.Keys.Length} values, and ORDER BY has {_query.OrderBy.Count} paths.");
        }
    }

    /// <summary>Runs a query in the FROM of another, whole.</summary>
    private QueryRun(QueryRun outer, SelectQuery query)
    {
        _store = outer._store;
        _container = outer._container;
        _scope = outer._scope;
        _request = new QueryRequest { Text = outer._request.Text, Parameters = outer._request.Parameters, PageSize = int.MaxValue };
        _query = query;
        _order = new OrderedRowComparer([]);
        _row = outer._row;
        _now = outer._now;
        _token = QueryToken.Start;
    }

    public WireResponse Page()
    {
        IndexRules.Check(_container, _query);
        using var page = new PageWriter(_container, _request.PageSize);
        var next = Fill(page);
        var body = page.Close();
        var looked = _scan?.Looked ?? 0;
        if (_plan.Wanted is { } wanted)
        {
            _store.Indexes.Missed(_container, wanted, looked);
        }

        var response = WireResponse.Json(200, body)
            .WithCharge(RequestCharge.Query(looked, body.Length)).WithSession(_store.Sequence.Committed).With(WireHeaders.ItemCount, page.Count);
        return next is null ? response : response.With(WireHeaders.Continuation, next.Write(_request.Text));
    }

    /// <summary>Gives results until the page is full; where the next page begins, or null at the end.</summary>
    private QueryToken? Fill(PageWriter page)
    {
        var (offset, limit) = RowPipeline.Window(_query, _row);
        var (last, skipped, taken) = _token;
        if (taken >= limit)
        {
            return null;
        }

        foreach (var result in Results((long)offset - skipped + Math.Min(_request.PageSize, (limit ?? int.MaxValue) - taken)))
        {
            if (page.IsFull)
            {
                return new QueryToken(last, skipped, taken);
            }

            last = result;
            if (skipped < offset)
            {
                skipped++;
                continue;
            }

            page.Add(result);
            if (++taken == limit)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The results after the last page's, in order; at least as many as wanted and one more, if there are.</summary>
    private IEnumerable<OrderedRow> Results(long wanted)
    {
        if (!_query.ReadsContainer)
        {
            return _scope.IsLaterRange ? [] : AfterLast(Computed());
        }

        if (_query.From is not [{ IsDocuments: true } documents, ..])
        {
            var rows = OfQuery(_query.From[0]);
            return AfterLast(Distinct(_query.IsGrouped ? Grouping.Results(_query, _order, rows, _row) : Projected(rows)));
        }

        if (_scope.View is null && CountScan.IsPossible(_query, _request))
        {
            return AfterLast([CountScan.Run(_store, _container, _scope, _query, _row, _now)]);
        }

        // A replica that lags behind has no indexes: they are of what there is now.
        _plan = _scope.View is null ? new ScanPlanner(_store, _container, _scope).Plan(_query, documents, _row) : new ScanPlan();
        _scan = new DocumentScan(_store, _container, _scope, _plan, _now);
        if (_query.IsGrouped)
        {
            return AfterLast(Distinct(Grouping.Results(_query, _order, Rows(_scan.InCreationOrder(0), documents, keep: true), _row)));
        }

        if (_query.OrderBy.Count == 0)
        {
            // The document the last page ended in is read again: it may have more rows. DISTINCT has to know all that came before.
            var after = _query.IsDistinct || _token.Last is null ? 0 : _token.Last.Seq - 1;
            return AfterLast(Distinct(Projected(Rows(_scan.InCreationOrder(after), documents, keep: _query.IsDistinct))));
        }

        if (_query.IsDistinct)
        {
            return AfterLast(Distinct(Projected(Rows(_scan.InCreationOrder(0), documents, keep: true)).Order(_order)));
        }

        return _plan.IsOrdered ? AfterLast(Projected(Rows(InIndexOrder(), documents, keep: false))) : First(wanted, documents);
    }

    /// <summary>The documents by the index, beginning with the one the last page or the resume filter ended in.</summary>
    private IEnumerable<DocumentRow> InIndexOrder()
    {
        var (key, seq) = (_token.Last?.Keys[0], _token.Last?.Seq ?? 0);
        if (_request.Resume is { Keys: [var resumed] } resume && (key is null || _order.CompareKeys([resumed], [key]) > 0))
        {
            (key, seq) = (resumed, resume.Seq ?? (_order.IsDescending ? long.MaxValue : 0));
        }

        return _scan!.InKeyOrder(_order.IsDescending, key, seq);
    }

    /// <summary>The first results of an order no index gives; only so many are kept while all are read.</summary>
    private IEnumerable<OrderedRow> First(long wanted, FromSource documents)
    {
        var best = new TopRows(_order, wanted + 1);
        foreach (var row in Rows(_scan!.InCreationOrder(0), documents, keep: true))
        {
            if ((_token.Last is null || _order.Compare(row, _token.Last) > 0) && best.Wants(row) && Project(row) is { } result)
            {
                best.Add(result);
            }
        }

        return best.Sorted();
    }

    private IEnumerable<OrderedRow> Projected(IEnumerable<OrderedRow> rows) => rows.Select(Project).OfType<OrderedRow>();

    /// <summary>The row with its result, from what is bound now; null when that is undefined.</summary>
    private OrderedRow? Project(OrderedRow row)
    {
        if (_query.IsWholeDocument && !_query.IsDistinct)
        {
            return row;
        }

        var result = _query.Projection.Evaluate(_row);
        return result.IsUndefined ? null : row with { Result = result, Document = null };
    }

    private IEnumerable<OrderedRow> AfterLast(IEnumerable<OrderedRow> rows) => _token.Last is { } last ? rows.Where(row => _order.Compare(row, last) > 0) : rows;

    private IEnumerable<OrderedRow> Distinct(IEnumerable<OrderedRow> rows) => _query.IsDistinct ? rows.DistinctBy(row => row.Result, ValueComparer.Instance) : rows;

    /// <summary>A query without documents: its rows are those of its subqueries.</summary>
    private IEnumerable<OrderedRow> Computed()
    {
        var rows = RowPipeline.Combine(_query.From, 0, _row).Where(candidate => _query.Where?.Evaluate(candidate).IsTrue ?? true);
        return RowPipeline.Results(_query, rows, _row).Select((result, index) => new OrderedRow([], 0, index, result));
    }

    /// <summary>The rows over a query in FROM that reads the container.</summary>
    private IEnumerable<OrderedRow> OfQuery(FromSource source)
    {
        var inner = new QueryRun(this, source.Query!);
        var (seq, index) = (0L, 0);
        foreach (var result in inner.Results(int.MaxValue))
        {
            _scan = inner._scan;
            var value = result.Document is null ? result.Result : source.Query!.Projection.Evaluate(_row);
            foreach (var bound in source.Iterates ? value.Kind == ValueKind.Array ? value.Items : [] : [value])
            {
                _row.Slots[source.Slot] = bound;
                foreach (var candidate in RowPipeline.Combine(_query.From, 1, _row))
                {
                    if (_query.Where?.Evaluate(candidate).IsTrue ?? true)
                    {
                        (seq, index) = result.Seq == seq ? (seq, index + 1) : (result.Seq, 0);
                        yield return new OrderedRow([], seq, index);
                    }
                }
            }
        }
    }

    /// <summary>The rows that pass the filter and come after the place to resume at, bound while they are given.</summary>
    private IEnumerable<OrderedRow> Rows(IEnumerable<DocumentRow> rows, FromSource documents, bool keep)
    {
        foreach (var document in rows)
        {
            var json = JsonDocument.Parse(document.Body, DocumentBody.Options);
            _row.Slots[documents.Slot] = Value.Of(json.RootElement);
            byte[][] keys = _query.OrderBy.Count == 0 ? [] : [.. _query.OrderBy.Select(item => IndexKey.Of(item.Expression.Evaluate(_row)))];
            if (_request.Resume?.Passes(_order, keys, document.Seq) != false)
            {
                var index = 0;
                foreach (var candidate in RowPipeline.Combine(_query.From, 1, _row))
                {
                    if (_query.Where?.Evaluate(candidate).IsTrue ?? true)
                    {
                        yield return new OrderedRow(keys, document.Seq, index++, default, document.Body);
                    }
                }
            }

            if (!keep)
            {
                json.Dispose();
            }
        }
    }
}
