using System.Linq.Expressions;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Says what clients may ask of a resource's lists.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class ResourceBuilder<T>
{
    internal ResourceBuilder()
    {
    }

    internal List<ResourceFilter<T>> Filters { get; } = [];

    internal Func<Query<T>, Query<T>>? Shape { get; private set; }

    /// <summary>A query parameter that a property must equal: <c>Filter("mood", cat => cat.Mood)</c>.</summary>
    /// <typeparam name="TValue">Text, a number, a Boolean, an enum, a UUID, a date or time, or one of these made nullable.</typeparam>
    /// <exception cref="ArgumentException">The name is taken, or values of the type cannot be read from a query.</exception>
    public ResourceBuilder<T> Filter<TValue>(string parameter, Expression<Func<T, TValue>> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var wanted = Expression.Parameter(typeof(TValue));
        return Filter(parameter, Expression.Lambda<Func<T, TValue, bool>>(Expression.Equal(property.Body, wanted), property.Parameters[0], wanted));
    }

    /// <summary>A query parameter that a condition compares with: <c>Filter&lt;int&gt;("minAge", (cat, age) => cat.Age >= age)</c>.</summary>
    /// <typeparam name="TValue">Text, a number, a Boolean, an enum, a UUID, a date or time, or one of these made nullable.</typeparam>
    /// <exception cref="ArgumentException">The name is taken, or values of the type cannot be read from a query.</exception>
    public ResourceBuilder<T> Filter<TValue>(string parameter, Expression<Func<T, TValue, bool>> condition)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(parameter);
        ArgumentNullException.ThrowIfNull(condition);
        if (parameter is ListParameters.Limit or ListParameters.Cursor || Filters.Any(filter => filter.Parameter.Equals(parameter, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"The query parameter '{parameter}' is taken; choose another name.", nameof(parameter));
        }

        var type = QueryValueType.Of(typeof(TValue))
            ?? throw new ArgumentException($"Values of {typeof(TValue).Name} cannot be read from a query; use text, a number, a Boolean, an enum, a Guid, a date or a time.", nameof(parameter));
        Filters.Add(new ResourceFilter<T>(parameter, type, condition));
        return this;
    }

    /// <summary>The order of lists: <c>Order(cats => cats.OrderBy(cat => cat.Name))</c>; the store's own unless said.</summary>
    public ResourceBuilder<T> Order(Func<Query<T>, Query<T>> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        Shape = order;
        return this;
    }
}
