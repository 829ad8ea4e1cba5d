namespace Virga.CosmosEmulator;

/// <summary>Functions that bring an array down to one value.</summary>
internal static class ArrayStatisticFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Numbers("ARRAY_SUM", numbers => Value.Of(numbers.Sum())),
        Numbers("ARRAY_AVG", numbers => numbers.Length == 0 ? Value.Undefined : Value.Of(numbers.Average())),
        Numbers("ARRAY_MEDIAN", Median),
        Extreme("ARRAY_MIN", "MIN"),
        Extreme("ARRAY_MAX", "MAX"),
    ];

    /// <summary>Undefined when an element is no number.</summary>
    private static Function Numbers(string name, Func<double[], Value> gather) => new(name, 1, 1, (arguments, _) =>
        arguments[0].Kind == ValueKind.Array && arguments[0].Items.All(item => item.Kind is ValueKind.Number or ValueKind.Undefined)
            ? gather([.. arguments[0].Items.Where(item => !item.IsUndefined).Select(item => item.Number)])
            : Value.Undefined);

    private static Function Extreme(string name, string aggregate) => new(name, 1, 1, (arguments, _) =>
    {
        if (arguments[0].Kind != ValueKind.Array)
        {
            return Value.Undefined;
        }

        var extreme = new Accumulator(aggregate);
        foreach (var item in arguments[0].Items)
        {
            extreme.Add(item);
        }

        return extreme.Result;
    });

    private static Value Median(double[] numbers)
    {
        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length == 0 ? Value.Undefined
            : numbers.Length % 2 == 1 ? Value.Of(numbers[middle])
            : Value.Of((numbers[middle - 1] + numbers[middle]) / 2);
    }
}
