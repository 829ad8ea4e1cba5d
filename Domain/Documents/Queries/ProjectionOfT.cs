namespace Virga.Documents;

/// <summary>A query whose results are parts of documents: see <see cref="Query{T}.Select{TResult}"/>. A page's cursor fits the query without the selection too.</summary>
/// <typeparam name="TResult">What is selected.</typeparam>
public sealed class Projection<TResult>
{
    private readonly QueryPages _pages;
    private readonly StoreQuery _plan;
    private readonly QuerySettings _settings;
    private readonly Func<StoredDocument, TResult> _read;

    internal Projection(QueryPages pages, StoreQuery plan, QuerySettings settings, Func<StoredDocument, TResult> read)
    {
        _pages = pages;
        _plan = plan;
        _settings = settings;
        _read = read;
    }

    /// <summary>Asks for the page.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    /// <exception cref="DocumentReadException">What is stored is not what the model says.</exception>
    public async Task<ValuePage<TResult>> PageAsync(CancellationToken cancellationToken = default)
    {
        var (page, next) = await _pages.PageAsync(_plan, _settings, _read, cancellationToken).ConfigureAwait(false);
        return new ValuePage<TResult>(page.Results, next, page.Charge) { Unreadable = page.Unreadable };
    }

    /// <summary>All results, page after page as they are taken.</summary>
    public IAsyncEnumerable<TResult> AsAsyncEnumerable(CancellationToken cancellationToken = default) => _pages.StreamAsync(_plan, _settings, _read, cancellationToken);
}
