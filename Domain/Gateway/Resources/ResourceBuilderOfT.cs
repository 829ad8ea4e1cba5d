using System.Linq.Expressions;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Says what clients may ask of a resource's lists, and whose its documents are.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class ResourceBuilder<T>
{
    internal ResourceBuilder()
    {
    }

    internal List<ResourceFilter<T>> Filters { get; } = [];

    internal List<ResourceSort<T>> Sorts { get; } = [];

    internal FilterRules? Rules { get; private set; }

    internal Func<Query<T>, Query<T>>? Shape { get; private set; }

    internal Func<Schema<T>, OwnerRule>? Owner { get; private set; }

    /// <summary>Each document has an owner, who alone may see and write it: <c>OwnedBy(note => note.Author)</c> compares the attribute with the caller's claim.</summary>
    /// <remarks>
    /// <para>Another's document is answered as one that is not there (404), in lists and bulk requests too. A creation that names no owner makes the document the caller's; one that names another, and
    /// a change of the owner, is 400 <c>validation-failed</c>. Where the model makes keys, clients choose none, so that no key tells what exists; where it makes none, a key that is taken is 409.</para>
    /// <para>Without a token the answer is 401, and 403 when the token has no such claim. A claim with several values makes its caller owner of the documents of each.
    /// Whoever may see all may also write all: their creations are their own unless they say whose, and they may give a document away. Code of the model's own (<c>BeforeWrite</c>) does not change the owner.</para>
    /// <para>Where the path names the owner, use <c>[RequireOwner]</c>. What the app's own code does goes past this rule, and a unique key tells a value of another's document by 409.</para>
    /// </remarks>
    /// <param name="attribute">A text of the document's own that the model does not transform, and that is no part of its key.</param>
    /// <param name="claim">The claim that says who the caller is.</param>
    /// <param name="orScopes">Scopes whose holders may see and write everybody's.</param>
    /// <param name="orRoles">Roles whose holders may see and write everybody's.</param>
    /// <exception cref="ArgumentException">The claim's name is empty.</exception>
    public ResourceBuilder<T> OwnedBy(Expression<Func<T, string?>> attribute, string claim = "sub", IReadOnlyList<string>? orScopes = null, IReadOnlyList<string>? orRoles = null)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim);
        Owner = schema => OwnerRule.Of(schema, schema.Path(attribute), claim, orScopes ?? [], orRoles ?? []);
        return this;
    }

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
        if (ListParameters.IsReserved(parameter) || Filters.Any(filter => filter.Parameter.Equals(parameter, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"The query parameter '{parameter}' is taken; choose another name.", nameof(parameter));
        }

        var type = QueryValueType.Of(typeof(TValue))
            ?? throw new ArgumentException($"Values of {typeof(TValue).Name} cannot be read from a query; use text, a number, a Boolean, an enum, a Guid, a date or a time.", nameof(parameter));
        Filters.Add(new ResourceFilter<T>(parameter, type, condition));
        return this;
    }

    /// <summary>Lets clients write conditions of their own in the parameter <c>filter</c>: <c>filter=age ge 3 and startsWith(name, 'm')</c> (<see cref="Virga.Documents.FilterText"/>).</summary>
    /// <remarks>What they may ask and how much is bounded by <see cref="FilterRules"/>; a wrong text is 400 with its position.</remarks>
    /// <param name="attributes">The attributes that may be asked for, as the model shows them: <c>FilterText("age", "name", "home.city")</c>.</param>
    /// <exception cref="ArgumentException">No attribute is named.</exception>
    public ResourceBuilder<T> FilterText(params string[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return attributes.Length > 0
            ? FilterText(new FilterRules { Attributes = attributes })
            : throw new ArgumentException("Name the attributes that may be asked for.", nameof(attributes));
    }

    /// <summary>Lets clients write conditions of their own in the parameter <c>filter</c>, within these rules.</summary>
    public ResourceBuilder<T> FilterText(FilterRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Rules = rules;
        return this;
    }

    /// <summary>Lets clients choose an order: <c>Sort("age", cat => cat.Age)</c> takes <c>sort=age</c> and, greatest first, <c>sort=-age</c>.</summary>
    /// <remarks>Cosmos DB leaves documents out that lack the attribute.</remarks>
    /// <exception cref="ArgumentException">The name is empty, taken, or starts with a minus.</exception>
    public ResourceBuilder<T> Sort<TValue>(string name, Expression<Func<T, TValue>> attribute)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(attribute);
        if (name.StartsWith('-') || Sorts.Any(sort => sort.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"'{name}' cannot name an order: it is taken, or starts with a minus.", nameof(name));
        }

        Sorts.Add(new ResourceSort<T>(name, (query, isDescending) => isDescending ? query.OrderByDescending(attribute) : query.OrderBy(attribute)));
        return this;
    }

    /// <summary>The order of lists unless a client chooses one: <c>Order(cats => cats.OrderBy(cat => cat.Name))</c>; the store's own unless said.</summary>
    public ResourceBuilder<T> Order(Func<Query<T>, Query<T>> order)
    {
        ArgumentNullException.ThrowIfNull(order);
        Shape = order;
        return this;
    }
}
