using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A question to one partition, or to all. Immutable: every method gives back a new query; nothing is sent before a page is asked for.</summary>
/// <remarks>Conditions follow C#: an attribute that is absent is null, and <c>a != b</c> is the opposite of <c>a == b</c>.
/// Strings are ordered by code point (UTF-8 bytes), as the store orders them.</remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Query<T>
{
    private readonly Repository<T> _repository;

    internal Query(Repository<T> repository, PartitionKey? partition)
    {
        _repository = repository;
        Partition = partition;
    }

    private Query(Query<T> other)
    {
        _repository = other._repository;
        Partition = other.Partition;
        Filter = other.Filter;
        Order = other.Order;
        Size = other.Size;
        Cursor = other.Cursor;
        Session = other.Session;
    }

    internal PartitionKey? Partition { get; }

    internal ImmutableArray<Condition> Filter { get; private init; } = [];

    internal ImmutableArray<Ordering> Order { get; private init; } = [];

    internal int Size { get; private init; } = 100;

    internal string? Cursor { get; private init; }

    internal string? Session { get; private init; }

    /// <summary>Only documents of which this is true; several must all be.</summary>
    /// <exception cref="NotSupportedException">The expression cannot be asked of a store; the message says which part and what to write.</exception>
    public Query<T> Where(Expression<Func<T, bool>> condition) => Where(ConditionCompiler.Compile(_repository.Schema, condition));

    /// <summary>Only documents of which this is true, as data over stored names; several must all be.</summary>
    public Query<T> Where(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Query<T>(this) { Filter = Filter.Add(condition) };
    }

    /// <summary>Ordered by an attribute, smallest first; a second call orders within the first. Documents without the first attribute are left out (Cosmos DB).</summary>
    public Query<T> OrderBy<TValue>(Expression<Func<T, TValue>> attribute) => OrderedBy(attribute, descending: false);

    /// <summary>Ordered by an attribute, greatest first; a second call orders within the first. Documents without the first attribute are left out (Cosmos DB).</summary>
    public Query<T> OrderByDescending<TValue>(Expression<Func<T, TValue>> attribute) => OrderedBy(attribute, descending: true);

    /// <summary>How many documents a page has.</summary>
    /// <param name="count">1 to 1,000; 100 unless said.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside 1 to 1,000.</exception>
    public Query<T> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, StoreLimits.PageSize);
        return new Query<T>(this) { Size = count };
    }

    /// <summary>Goes on where the page with this <see cref="Page{T}.Next"/> ended; null starts. The query must be the same; the page size need not be.</summary>
    public Query<T> After(string? cursor) => new(this) { Cursor = cursor };

    /// <summary>Sees at least the write that gave this session token.</summary>
    public Query<T> InSession(string? sessionToken) => new(this) { Session = sessionToken };

    /// <summary>Asks for the page.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public Task<Page<T>> PageAsync(CancellationToken cancellationToken = default) =>
        _repository.Pages.PageAsync(this, _repository.Reader.ReadItem, cancellationToken);

    /// <summary>Asks for the page as JSON, without the way through <typeparamref name="T"/>.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public Task<Page<JsonObject>> JsonPageAsync(CancellationToken cancellationToken = default) =>
        _repository.Pages.PageAsync(this, _repository.Reader.ReadJson, cancellationToken);

    /// <summary>All documents, page after page as they are taken.</summary>
    public IAsyncEnumerable<Item<T>> AsAsyncEnumerable(CancellationToken cancellationToken = default) =>
        _repository.Pages.StreamAsync(this, _repository.Reader.ReadItem, cancellationToken);

    private Query<T> OrderedBy(LambdaExpression attribute, bool descending)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var path = AttributePath.Resolve(_repository.Schema, attribute).Stored;
        return new Query<T>(this) { Order = Order.Add(new Ordering(path, descending)) };
    }
}
