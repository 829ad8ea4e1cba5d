using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>A question to one partition about documents of several models, each read as its own type. Immutable; nothing is sent before results are asked for.</summary>
/// <remarks>The discriminator every document carries says which model reads it; documents of other models are not asked for. Ask <c>item.Value is Cat cat</c>.</remarks>
public sealed class UnionQuery
{
    private readonly DocumentsContext _context;
    private readonly ImmutableDictionary<string, Schema> _models;
    private readonly QuerySettings _settings;

    internal UnionQuery(DocumentsContext context, PartitionKey partition, ReadOnlySpan<Schema> models)
    {
        _context = context;
        _models = Checked(models);
        var key = partition;
        SchemaKeys.TryCanonical(models[0], ref key, isPrefix: true);
        _settings = new QuerySettings { Partition = key };
    }

    private UnionQuery(UnionQuery other, QuerySettings settings)
    {
        _context = other._context;
        _models = other._models;
        _settings = settings;
    }

    /// <summary>Only documents of which this is true, whatever their model; several must all be.</summary>
    public UnionQuery Where(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new UnionQuery(this, _settings with { Filter = _settings.Filter.Add(condition) });
    }

    /// <summary>Of this model only documents of which the condition is true; the other models' are not asked.</summary>
    /// <exception cref="ArgumentException">The query does not ask for the model.</exception>
    public UnionQuery Where<T>(Schema<T> model, Expression<Func<T, bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _models.GetValueOrDefault(model.Name) == model
            ? Where(!OfModel(model) | ConditionCompiler.Compile(model, condition))
            : throw new ArgumentException($"The query does not ask for '{model.Name}'.", nameof(model));
    }

    /// <summary>Ordered by an attribute all models store there. Documents without it are left out (Cosmos DB).</summary>
    public UnionQuery OrderBy(DocumentPath path, bool descending = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new UnionQuery(this, _settings with { Order = [new Ordering(path, descending)] });
    }

    /// <summary>How many documents a page has: 1 to 1,000; 100 unless said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside 1 to 1,000.</exception>
    public UnionQuery Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, StoreLimits.PageSize);
        return new UnionQuery(this, _settings with { Size = count });
    }

    /// <summary>Goes on where the page with this <see cref="Page{T}.Next"/> ended; null starts.</summary>
    public UnionQuery After(string? cursor) => new(this, _settings with { Cursor = cursor });

    /// <summary>Binds cursors to a caller: those of one are refused from another.</summary>
    public UnionQuery BoundTo(string? principal) => new(this, _settings with { Principal = principal });

    /// <summary>Asks for the page.</summary>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public async Task<Page<object>> PageAsync(CancellationToken cancellationToken = default)
    {
        var (page, next) = await Pages().PageAsync(Plan(), _settings, Read, cancellationToken).ConfigureAwait(false);
        return new Page<object>(page.Results, next, page.Charge) { Unreadable = page.Unreadable };
    }

    /// <summary>All documents, page after page as they are taken.</summary>
    public IAsyncEnumerable<Item<object>> AsAsyncEnumerable(CancellationToken cancellationToken = default) => Pages().StreamAsync(Plan(), _settings, Read, cancellationToken);

    private static ImmutableDictionary<string, Schema> Checked(ReadOnlySpan<Schema> models)
    {
        if (models.IsEmpty)
        {
            throw new ArgumentException("A query of several models needs at least one.", nameof(models));
        }

        var named = ImmutableDictionary.CreateBuilder<string, Schema>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            ArgumentNullException.ThrowIfNull(model, nameof(models));
            model.ThrowIfFaulty();
            named[model.Name] = model.Container == models[0].Container
                ? model
                : throw new ArgumentException($"'{model.Name}' is kept in '{model.Container}' and '{models[0].Name}' in '{models[0].Container}': a query asks one container.", nameof(models));
        }

        return named.ToImmutable();
    }

    private static Condition OfModel(Schema model) => Condition.On(EnvelopeNames.Model).Equal(model.Name);

    private QueryPages Pages() => new(SchemaOf, _context);

    private StoreQuery Plan()
    {
        var models = new Condition.In(Condition.On(EnvelopeNames.Model).Operand, [.. _models.Keys.Order(StringComparer.Ordinal).Select(name => new Operand.Literal(name))]);
        return _settings.Plan(_models.Values.First().Container, models);
    }

    private Item<object> Read(StoredDocument document) => SchemaOf(document).ReadAny(document);

    private Schema SchemaOf(StoredDocument document) => _models[StoredId.ModelOf(document.Id)];
}
