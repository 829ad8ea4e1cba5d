using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Changes to parts of a document, in order. Immutable: every method gives back a new update, so one can be shared and extended.</summary>
/// <remarks>Paths are members of the model, nested ones and list positions included: <c>c => c.Address.City</c>, <c>c => c.Notes[0]</c>. The parent of what is changed must exist.
/// One attribute is changed once: two changes of one, or of one and something inside it, are a fault.
/// The repository converts and checks the values when it runs the update; the key, the partition, timestamps and computed attributes cannot be changed.</remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Update<T>
{
    internal static readonly Update<T> Empty = new([]);

    private Update(ImmutableArray<UpdateStep> steps)
    {
        Steps = steps;
    }

    internal ImmutableArray<UpdateStep> Steps { get; }

    /// <summary>Sets an attribute, present or not; null removes it.</summary>
    public Update<T> Set<TValue>(Expression<Func<T, TValue>> attribute, TValue value) => With(UpdateVerb.Set, attribute, value, typeof(TValue));

    /// <summary>Sets an attribute only when it is absent.</summary>
    public Update<T> SetIfAbsent<TValue>(Expression<Func<T, TValue>> attribute, [DisallowNull] TValue value) =>
        With(UpdateVerb.SetIfAbsent, attribute, value, typeof(TValue));

    /// <summary>Adds to a number; an absent one counts as 0. A negative number subtracts.</summary>
    public Update<T> Add<TNumber>(Expression<Func<T, TNumber>> attribute, [DisallowNull] TNumber by) => With(UpdateVerb.Add, attribute, by, typeof(TNumber));

    /// <summary>Removes an attribute, or puts its default back when the model has one; nothing happens when it is absent.</summary>
    public Update<T> Remove<TValue>(Expression<Func<T, TValue>> attribute) => With(UpdateVerb.Remove, attribute, null, typeof(TValue));

    /// <summary>Adds values to the end of a list; an absent one counts as empty.</summary>
    public Update<T> Append<TElement>(Expression<Func<T, IEnumerable<TElement>?>> attribute, params TElement[] values) =>
        With(UpdateVerb.Append, attribute, values, typeof(TElement));

    /// <summary>Removes an attribute, also one that has a default; nothing happens when it is absent.</summary>
    public Update<T> Unset<TValue>(Expression<Func<T, TValue>> attribute) => With(UpdateVerb.Unset, attribute, null, typeof(TValue));

    /// <summary>Adds values to the beginning of a list, in this order; an absent one counts as empty.</summary>
    public Update<T> Prepend<TElement>(Expression<Func<T, IEnumerable<TElement>?>> attribute, params TElement[] values) => Insert(attribute, 0, values);

    /// <summary>Puts values into a list, the first of them at the position; an absent list counts as empty.</summary>
    /// <param name="attribute">The list.</param>
    /// <param name="position">0 to the length of the list; beyond that the update fails.</param>
    /// <param name="values">The values, in order.</param>
    public Update<T> Insert<TElement>(Expression<Func<T, IEnumerable<TElement>?>> attribute, int position, params TElement[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentNullException.ThrowIfNull(attribute);
        return new Update<T>(Steps.Add(new UpdateStep(UpdateVerb.Insert, attribute, values, typeof(TElement)) { Position = position }));
    }

    /// <summary>Adds those values to a set or list that it does not have; an absent one counts as empty (DynamoDB's ADD to a set).</summary>
    public Update<T> Union<TElement>(Expression<Func<T, IEnumerable<TElement>?>> attribute, params TElement[] values) =>
        With(UpdateVerb.Union, attribute, values, typeof(TElement));

    /// <summary>Takes values out of a set or list, wherever they are (DynamoDB's DELETE from a set).</summary>
    public Update<T> Except<TElement>(Expression<Func<T, IEnumerable<TElement>?>> attribute, params TElement[] values) =>
        With(UpdateVerb.Except, attribute, values, typeof(TElement));

    private Update<T> With(UpdateVerb verb, LambdaExpression attribute, object? value, Type type)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        return new Update<T>(Steps.Add(new UpdateStep(verb, attribute, value, type)));
    }
}
