using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A question to one partition, or to all. Immutable: every method gives back a new query; nothing is sent before results are asked for.</summary>
/// <remarks>Conditions follow C#: an attribute that is absent is null, and <c>a != b</c> is the opposite of <c>a == b</c>.
/// Strings are ordered by code point (UTF-8 bytes), as the store orders them. <see cref="QueryResults"/> has first, single, any, count, sum, smallest, greatest and average.</remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Query<T>
{
    internal Query(Repository<T> repository, PartitionKey? partition)
        : this(repository, new QuerySettings { Partition = Canonical(repository.Schema, partition) })
    {
    }

    private Query(Repository<T> repository, QuerySettings settings)
    {
        Repository = repository;
        Settings = settings;
    }

    internal Repository<T> Repository { get; }

    internal QuerySettings Settings { get; }

    /// <summary>Only documents of which this is true; several must all be.</summary>
    /// <exception cref="NotSupportedException">The expression cannot be asked of a store; the message says which part and what to write.</exception>
    public Query<T> Where(Expression<Func<T, bool>> condition) => Where(ConditionCompiler.Compile(Repository.Schema, condition));

    /// <summary>Only documents of which this is true, as data over stored names; several must all be.</summary>
    public Query<T> Where(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(Settings with { Filter = Settings.Filter.Add(condition) });
    }

    /// <summary>Only documents of which this is true, as text (<see cref="FilterText"/>); several must all be.</summary>
    /// <exception cref="FilterException">The text cannot be read or asks for what it may not.</exception>
    public Query<T> Where(string filter, FilterRules? rules = null) => Where(FilterText.Parse(Repository.Schema, filter, rules));

    /// <summary>Ordered by an attribute, smallest first; a second call orders within the first, which the model must have a composite index for (<see cref="SchemaIndex"/>).
    /// Documents without the first attribute are left out (Cosmos DB).</summary>
    /// <exception cref="NotSupportedException">What is stored of the attribute has no order.</exception>
    public Query<T> OrderBy<TValue>(Expression<Func<T, TValue>> attribute) => OrderedBy(attribute, descending: false);

    /// <summary>Ordered by an attribute, greatest first; a second call orders within the first. Documents without the first attribute are left out (Cosmos DB).</summary>
    public Query<T> OrderByDescending<TValue>(Expression<Func<T, TValue>> attribute) => OrderedBy(attribute, descending: true);

    /// <summary>The other way round: every order reversed; by key, greatest first, when there is none (DynamoDB's descending query).</summary>
    public Query<T> Reverse() => With(Settings with
    {
        Order = Settings.Order.IsEmpty
            ? [new Ordering(DocumentPath.Of(EnvelopeNames.Key), Descending: true)]
            : [.. Settings.Order.Select(step => step with { Descending = !step.Descending })],
    });

    /// <summary>How many documents a page has: results, not documents looked at.</summary>
    /// <param name="count">1 to 1,000; 100 unless said.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside 1 to 1,000.</exception>
    public Query<T> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, StoreLimits.PageSize);
        return With(Settings with { Size = count });
    }

    /// <summary>Goes on where the page with this <see cref="Page{T}.Next"/> ended; null starts. The query must be the same; the page size need not be.</summary>
    public Query<T> After(string? cursor) => With(Settings with { Cursor = cursor });

    /// <summary>Binds cursors to a caller: those of one are refused from another. null for anybody's.</summary>
    public Query<T> BoundTo(string? principal) => With(Settings with { Principal = principal });

    /// <summary>Sees at least the write that gave this session token.</summary>
    public Query<T> InSession(string? sessionToken) => With(Settings with { Session = sessionToken });

    /// <summary>Asks for pages before the ones at hand are used up, when all documents are streamed.</summary>
    /// <param name="pages">How many may wait, 0 to 16; 0 unless said. Who stops early has paid for them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 0 to 16.</exception>
    public Query<T> Prefetch(int pages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pages, 16);
        return With(Settings with { Prefetch = pages });
    }

    /// <summary>Only what the expression needs of each document comes back, nested attributes included: <c>Select(c => new { c.Name, City = c.Address.City })</c>.</summary>
    /// <remarks>The store sends the attributes, the rest of the expression runs here. An absent one is null, or the type's default, also where C# would fail on the way there.</remarks>
    /// <exception cref="NotSupportedException">The expression uses the document as a whole.</exception>
    public Projection<TResult> Select<TResult>(Expression<Func<T, TResult>> result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var compiled = ProjectionCompiler.Compile(Repository.Schema, result);
        return new Projection<TResult>(Repository.Pages, Plan() with { Select = compiled.Select }, Settings, compiled.Read);
    }

    /// <summary>Asks for the page.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public Task<Page<T>> PageAsync(CancellationToken cancellationToken = default) => PageAsync(Repository.Reader.ReadItem, cancellationToken);

    /// <summary>Asks for the page as JSON, without the way through <typeparamref name="T"/>.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public Task<Page<JsonObject>> JsonPageAsync(CancellationToken cancellationToken = default) => PageAsync(Repository.Reader.ReadJson, cancellationToken);

    /// <summary>All documents, page after page as they are taken.</summary>
    public IAsyncEnumerable<Item<T>> AsAsyncEnumerable(CancellationToken cancellationToken = default) =>
        Repository.Pages.StreamAsync(Plan(), Settings, Repository.Reader.ReadItem, cancellationToken);

    /// <summary>All documents of a scan, several parts of the container (<see cref="SplitAsync"/>) at a time, in no order.</summary>
    /// <param name="degree">How many parts at once, 1 to 64.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 1 to 64.</exception>
    /// <exception cref="NotSupportedException">The query has an order or a cursor, which parts cannot keep.</exception>
    public async IAsyncEnumerable<Item<T>> AsParallelAsync(int degree, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, 64);
        if (!Settings.Order.IsEmpty || Settings.Cursor is not null)
        {
            throw new NotSupportedException("A query in several parts at once has no order and no cursor. Leave them out, or take the parts of SplitAsync() one by one.");
        }

        var parts = await SplitAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var item in Repository.Pages.ParallelAsync([.. parts.Select(part => part.Plan())], Settings, degree, Repository.Reader.ReadItem, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    /// <summary>The scan in parts that can be worked on apart, even by several processes, each with its own pages and cursors; together they are all of it (DynamoDB's parallel scan).</summary>
    /// <remarks>Cosmos DB: one for each physical partition. A query of one partition is one part.</remarks>
    public async Task<IReadOnlyList<Query<T>>> SplitAsync(CancellationToken cancellationToken = default)
    {
        if (Settings.Partition is not null)
        {
            return [this];
        }

        var ranges = await Repository.Engine.Context.Store.RangesAsync(Repository.Schema.Container, cancellationToken).ConfigureAwait(false);
        return [.. ranges.Select(range => With(Settings with { Range = range }))];
    }

    /// <summary>What would be sent, without sending it.</summary>
    public QueryDescription Describe() => QueryDescription.Of(Repository.Engine.Context.Store, Repository.Schema, Plan());

    internal StoreQuery Plan()
    {
        OrderCheck.ThrowIfUnindexed(Repository.Schema, Settings.Order);
        return Settings.Plan(Repository.Schema.Container, Repository.OfModel);
    }

    private async Task<Page<TValue>> PageAsync<TValue>(Func<StoredDocument, Item<TValue>> read, CancellationToken cancellationToken)
    {
        var (page, next) = await Repository.Pages.PageAsync(Plan(), Settings, read, cancellationToken).ConfigureAwait(false);
        return new Page<TValue>(page.Results, next, page.Charge) { Unreadable = page.Unreadable };
    }

    private static PartitionKey? Canonical(Schema schema, PartitionKey? partition)
    {
        if (partition is { } key)
        {
            // A partition no document can have is asked all the same: the store answers with nothing.
            SchemaKeys.TryCanonical(schema, ref key, isPrefix: true);
            return key;
        }

        return null;
    }

    private Query<T> With(QuerySettings settings) => new(Repository, settings);

    private Query<T> OrderedBy(LambdaExpression attribute, bool descending)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var path = AttributePath.Resolve(Repository.Schema, attribute);
        return path.Shape.IsOrdered
            ? With(Settings with { Order = Settings.Order.Add(new Ordering(path.Stored, descending)) })
            : throw new NotSupportedException($"'{attribute.Body}' has no order in a store: it is {path.Shape.Description}.");
    }
}
