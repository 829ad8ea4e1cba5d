namespace Virga.EventGrid;

/// <summary>One condition on an event's attribute or data. See <see cref="AdvancedFilterOperator"/> for the meaning of each operator.</summary>
public sealed record AdvancedFilter
{
    private AdvancedFilter(AdvancedFilterOperator @operator, string key) => (Operator, Key) = (@operator, key);

    /// <summary>The operator.</summary>
    public AdvancedFilterOperator Operator { get; }

    /// <summary>What is compared: an attribute (<c>type</c>, <c>source</c>, an extension, …), or <c>data.a.b</c>. A name with a dot in it cannot be reached. Names are first taken as written, then ignoring case.</summary>
    public string Key { get; }

    /// <summary>The strings compared with; empty when the operator takes none.</summary>
    public IReadOnlyList<string> Strings { get; private init; } = [];

    /// <summary>The numbers compared with; empty when the operator takes none.</summary>
    public IReadOnlyList<double> Numbers { get; private init; } = [];

    /// <summary>The ranges compared with; empty when the operator takes none.</summary>
    public IReadOnlyList<(double From, double To)> Ranges { get; private init; } = [];

    /// <summary>The boolean compared with; false when the operator takes none.</summary>
    public bool Boolean { get; private init; }

    /// <summary>How many values count against the limit of 25.</summary>
    internal int ValueCount => Math.Max(1, Strings.Count + Numbers.Count + Ranges.Count);

    /// <summary>A filter over strings.</summary>
    /// <param name="operator">One that starts with <c>String</c>.</param>
    /// <param name="key">What is compared.</param>
    /// <param name="values">At least one, each of at most 512 characters.</param>
    /// <exception cref="ArgumentException">The operator does not take strings, or there is none.</exception>
    public static AdvancedFilter OfStrings(AdvancedFilterOperator @operator, string key, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(@operator is >= AdvancedFilterOperator.StringIn and <= AdvancedFilterOperator.StringNotEndsWith, @operator, "strings", values.Count);
        return new(@operator, key) { Strings = [.. values] };
    }

    /// <summary>A filter over numbers: any number of them for <c>NumberIn</c> and <c>NumberNotIn</c>, else one.</summary>
    /// <exception cref="ArgumentException">The operator does not take that many numbers, or none.</exception>
    public static AdvancedFilter OfNumbers(AdvancedFilterOperator @operator, string key, params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(@operator <= AdvancedFilterOperator.NumberGreaterThanOrEquals, @operator, "numbers", values.Count);
        if (values.Count > 1 && @operator > AdvancedFilterOperator.NumberNotIn)
        {
            throw new ArgumentException($"{@operator} takes one number, not {values.Count}.", nameof(values));
        }

        return new(@operator, key) { Numbers = [.. values] };
    }

    /// <summary>A filter over ranges of numbers, ends included.</summary>
    /// <exception cref="ArgumentException">The operator does not take ranges, or there is none, or one ends before it starts.</exception>
    public static AdvancedFilter OfRanges(AdvancedFilterOperator @operator, string key, params IReadOnlyList<(double From, double To)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(@operator is AdvancedFilterOperator.NumberInRange or AdvancedFilterOperator.NumberNotInRange, @operator, "ranges", values.Count);
        if (values.Any(range => !(range.From <= range.To)))
        {
            throw new ArgumentException($"{@operator} on '{key}' has a range that ends before it starts.", nameof(values));
        }

        return new(@operator, key) { Ranges = [.. values] };
    }

    /// <summary>A <see cref="AdvancedFilterOperator.BoolEquals"/>.</summary>
    public static AdvancedFilter BoolEquals(string key, bool value) => new(AdvancedFilterOperator.BoolEquals, key) { Boolean = value };

    /// <summary>An <see cref="AdvancedFilterOperator.IsNullOrUndefined"/>.</summary>
    public static AdvancedFilter IsNullOrUndefined(string key) => new(AdvancedFilterOperator.IsNullOrUndefined, key);

    /// <summary>An <see cref="AdvancedFilterOperator.IsNotNull"/>.</summary>
    public static AdvancedFilter IsNotNull(string key) => new(AdvancedFilterOperator.IsNotNull, key);

    private static void Check(bool fits, AdvancedFilterOperator @operator, string kind, int count)
    {
        if (!fits || count == 0)
        {
            throw new ArgumentException(fits ? $"{@operator} needs a value." : $"{@operator} does not take {kind}.", nameof(@operator));
        }
    }
}
