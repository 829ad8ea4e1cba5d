using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>What values a property may have.</summary>
public static class PropertyRules
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a string (in UTF-16 units), list or dictionary is, both ends allowed.</summary>
    public static PropertyBuilder<T, TValue> Length<T, TValue>(this PropertyBuilder<T, TValue> property, int minimum, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(property);
        if (minimum < 0 || minimum > maximum)
        {
            return property.Fault($"No length is from {minimum} to {maximum}.");
        }

        return property.Attribute.Shape is StringShape or ListShape or MapShape or AnyShape
            ? property.Rule(new LengthRule(minimum, maximum))
            : property.Fault($"Length is for strings, lists and dictionaries, not for {property.Attribute.Shape.Description}.");
    }

    /// <summary>The smallest and greatest value, both allowed.</summary>
    public static PropertyBuilder<T, TValue> Range<T, TValue>(this PropertyBuilder<T, TValue> property, [DisallowNull] TValue minimum, [DisallowNull] TValue maximum)
    {
        ArgumentNullException.ThrowIfNull(property);
        var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
        if (type == typeof(string) || !typeof(IComparable).IsAssignableFrom(type))
        {
            return property.Fault($"Range is for numbers, dates and times, not for {property.Attribute.Shape.Description}.");
        }

        return Comparer<TValue>.Default.Compare(minimum, maximum) > 0
            ? property.Fault($"No value is from {minimum} to {maximum}.")
            : property.Rule(new RangeRule<TValue>(property.Codec, minimum, maximum));
    }

    /// <summary>The values allowed.</summary>
    public static PropertyBuilder<T, TValue> OneOf<T, TValue>(this PropertyBuilder<T, TValue> property, params TValue[] values)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(values);
        var allowed = values.Where(value => value is not null).ToArray();
        return allowed.Length == 0 ? property.Fault("OneOf needs at least one value.") : property.Rule(new OneOfRule<TValue>(property.Codec, [.. allowed]));
    }

    /// <summary>A regular expression the string must match somewhere; anchor it (<c>^…$</c>) to match the whole.</summary>
    /// <remarks><c>$</c> is the very end, as in JSON Schema: no line break may follow. Matched without backtracking, in time linear in the string; a pattern that needs backtracking is given 100 ms.</remarks>
    public static PropertyBuilder<T, TValue> Pattern<T, TValue>(this PropertyBuilder<T, TValue> property, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(pattern);
        if (property.Attribute.Shape is not StringShape)
        {
            return property.Fault($"Pattern is for strings, not for {property.Attribute.Shape.Description}.");
        }

        try
        {
            return property.Rule(new PatternRule(SchemaPattern.Linear(pattern)));
        }
        catch (NotSupportedException)
        {
            return property.Rule(new PatternRule(SchemaPattern.Limited(pattern, PatternTimeout)));
        }
        catch (ArgumentException exception)
        {
            return property.Fault($"'{pattern}' is no regular expression: {exception.Message}");
        }
    }

    /// <summary>A rule of the model's own.</summary>
    /// <param name="property">The property.</param>
    /// <param name="rule">Whether the value is allowed; must depend on nothing else.</param>
    /// <param name="message">What the value must be, for people: "Must be even."</param>
    public static PropertyBuilder<T, TValue> Validate<T, TValue>(this PropertyBuilder<T, TValue> property, Func<TValue, bool> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return property.Rule(new DelegateRule<TValue>(property.Codec, rule, message));
    }

    /// <summary>A rule of the model's own, in view of the whole object.</summary>
    public static PropertyBuilder<T, TValue> Validate<T, TValue>(this PropertyBuilder<T, TValue> property, Func<TValue, T, bool> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return property.Rule(new ItemRule<T, TValue>(property.Codec, property.Items, rule, message));
    }

    /// <summary>A rule of the model's own that waits for an answer.</summary>
    public static PropertyBuilder<T, TValue> ValidateAsync<T, TValue>(this PropertyBuilder<T, TValue> property, Func<TValue, CancellationToken, ValueTask<bool>> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        property.Attribute.LateRules = property.Attribute.LateRules.Add(new LateRule((value, _, token) => rule(property.Codec.Read(value), token), message, needsItem: false));
        return property;
    }

    /// <summary>A rule of the model's own that waits for an answer, in view of the whole object.</summary>
    public static PropertyBuilder<T, TValue> ValidateAsync<T, TValue>(this PropertyBuilder<T, TValue> property, Func<TValue, T, CancellationToken, ValueTask<bool>> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        property.Attribute.LateRules = property.Attribute.LateRules.Add(
            new LateRule((value, run, token) => rule(property.Codec.Read(value), property.Items.Of(run), token), message, needsItem: true));
        return property;
    }
}
