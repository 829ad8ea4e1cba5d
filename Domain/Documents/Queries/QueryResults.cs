using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>What a query's documents are together, asked of the store: none of them is sent but where one is wanted.</summary>
/// <remarks>Values that are absent or null do not count. Numbers are IEEE 754 doubles; a sum beyond a type's range is an <see cref="OverflowException"/>.</remarks>
public static class QueryResults
{
    /// <summary>The first document; null when there is none.</summary>
    public static async Task<Item<T>?> FirstAsync<T>(this Query<T> query, CancellationToken cancellationToken = default) =>
        (await Of(query).Take(1).PageAsync(cancellationToken).ConfigureAwait(false)).Items is [var first, ..] ? first : null;

    /// <summary>The only document; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static async Task<Item<T>?> SingleAsync<T>(this Query<T> query, CancellationToken cancellationToken = default)
    {
        var page = await Of(query).Take(2).PageAsync(cancellationToken).ConfigureAwait(false);
        return page.Items switch
        {
            [] => null,
            [var only] => only,
            _ => throw new InvalidOperationException($"More than one '{query.Repository.Schema.Name}' fits the query, and one was expected."),
        };
    }

    /// <summary>Whether there is a document.</summary>
    public static async Task<bool> AnyAsync<T>(this Query<T> query, CancellationToken cancellationToken = default)
    {
        var plan = Of(query).Plan() with { Select = [DocumentPath.Of(EnvelopeNames.Key), DocumentPath.Of(EnvelopeNames.Expires)] };
        var (page, _) = await query.Repository.Pages.PageAsync(plan, query.Settings with { Size = 1 }, static document => document.Id, cancellationToken).ConfigureAwait(false);
        return page.Results.Count > 0;
    }

    /// <summary>How many documents there are.</summary>
    public static async Task<long> CountAsync<T>(this Query<T> query, CancellationToken cancellationToken = default) =>
        (await AskAsync(Of(query), StoreAggregation.Count, cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>The sum of a number; null when no document has one.</summary>
    public static Task<TNumber?> SumAsync<T, TNumber>(this Query<T> query, Expression<Func<T, TNumber>> number, CancellationToken cancellationToken = default)
        where TNumber : struct => AskAsync<T, TNumber>(query, number, AggregateFunction.Sum, cancellationToken);

    /// <summary>The sum of a number; null when no document has one.</summary>
    public static Task<TNumber?> SumAsync<T, TNumber>(this Query<T> query, Expression<Func<T, TNumber?>> number, CancellationToken cancellationToken = default)
        where TNumber : struct => AskAsync<T, TNumber>(query, number, AggregateFunction.Sum, cancellationToken);

    /// <summary>The average of a number; null when no document has one.</summary>
    public static async Task<double?> AverageAsync<T, TNumber>(this Query<T> query, Expression<Func<T, TNumber>> number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(number);
        var path = AttributePath.Resolve(Of(query).Repository.Schema, number);
        var sum = await AskAsync(query, Aggregation(path, number, AggregateFunction.Sum), cancellationToken).ConfigureAwait(false);
        return JsonText.TryGetDouble(sum.Value, out var total) && sum.Count > 0 ? total / sum.Count : null;
    }

    /// <summary>The smallest value; null when no document has one.</summary>
    public static Task<TValue?> MinAsync<T, TValue>(this Query<T> query, Expression<Func<T, TValue>> value, CancellationToken cancellationToken = default)
        where TValue : struct => AskAsync<T, TValue>(query, value, AggregateFunction.Minimum, cancellationToken);

    /// <summary>The smallest value; null when no document has one.</summary>
    public static Task<TValue?> MinAsync<T, TValue>(this Query<T> query, Expression<Func<T, TValue?>> value, CancellationToken cancellationToken = default)
        where TValue : struct => AskAsync<T, TValue>(query, value, AggregateFunction.Minimum, cancellationToken);

    /// <summary>The first text by code point; null when no document has one.</summary>
    public static Task<string?> MinAsync<T>(this Query<T> query, Expression<Func<T, string?>> text, CancellationToken cancellationToken = default) =>
        AskTextAsync(query, text, AggregateFunction.Minimum, cancellationToken);

    /// <summary>The greatest value; null when no document has one.</summary>
    public static Task<TValue?> MaxAsync<T, TValue>(this Query<T> query, Expression<Func<T, TValue>> value, CancellationToken cancellationToken = default)
        where TValue : struct => AskAsync<T, TValue>(query, value, AggregateFunction.Maximum, cancellationToken);

    /// <summary>The greatest value; null when no document has one.</summary>
    public static Task<TValue?> MaxAsync<T, TValue>(this Query<T> query, Expression<Func<T, TValue?>> value, CancellationToken cancellationToken = default)
        where TValue : struct => AskAsync<T, TValue>(query, value, AggregateFunction.Maximum, cancellationToken);

    /// <summary>The last text by code point; null when no document has one.</summary>
    public static Task<string?> MaxAsync<T>(this Query<T> query, Expression<Func<T, string?>> text, CancellationToken cancellationToken = default) =>
        AskTextAsync(query, text, AggregateFunction.Maximum, cancellationToken);

    private static async Task<TValue?> AskAsync<T, TValue>(Query<T> query, LambdaExpression attribute, AggregateFunction function, CancellationToken cancellationToken)
        where TValue : struct
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var path = AttributePath.Resolve(Of(query).Repository.Schema, attribute);
        var answer = await AskAsync(query, Aggregation(path, attribute, function), cancellationToken).ConfigureAwait(false);
        if (answer.Value is not { } value)
        {
            return null;
        }

        // A sum has digits that a value of the attribute may not have.
        return function == AggregateFunction.Sum && JsonText.TryGetDouble(value, out var sum)
            ? (TValue)Convert.ChangeType(sum, typeof(TValue), CultureInfo.InvariantCulture)
            : (TValue?)path.Shape.FromStored(value, new FaultScope())?.Deserialize(query.Repository.Schema.Normal.Options.GetTypeInfo(typeof(TValue)));
    }

    private static async Task<string?> AskTextAsync<T>(Query<T> query, LambdaExpression attribute, AggregateFunction function, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var path = AttributePath.Resolve(Of(query).Repository.Schema, attribute);
        var answer = await AskAsync(query, Aggregation(path, attribute, function), cancellationToken).ConfigureAwait(false);
        return JsonText.TryGetString(answer.Value, out var text) ? text : null;
    }

    private static StoreAggregation Aggregation(AttributePath path, LambdaExpression attribute, AggregateFunction function)
    {
        var shape = path.Shape;
        var fits = function == AggregateFunction.Sum
            ? shape is { Type: DocumentType.Number, IsStoredAsIs: true }
            : shape.IsOrdered && shape.StoredType is DocumentType.Number or DocumentType.String;
        return fits
            ? new StoreAggregation(function, path.Stored, shape.StoredType)
            : throw new NotSupportedException($"'{attribute.Body}' is {shape.Description}: {(function == AggregateFunction.Sum ? "the store adds up numbers only." : "it has no order in a store.")}");
    }

    private static Task<StoreAggregate> AskAsync<T>(Query<T> query, StoreAggregation aggregation, CancellationToken cancellationToken)
    {
        // One question without a cursor can say when it is asked: what has expired and waits to be removed does not count.
        var context = query.Repository.Engine.Context;
        var asked = query.Repository.Schema.Expiry is null ? query : query.Where(SchemaExpiry.Alive(context.Now().Now));
        return context.Store.AggregateAsync(asked.Plan() with { Order = [] }, aggregation, cancellationToken);
    }

    private static Query<T> Of<T>(Query<T> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query;
    }
}
