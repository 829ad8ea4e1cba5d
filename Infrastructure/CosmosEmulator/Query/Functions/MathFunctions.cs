namespace Virga.CosmosEmulator;

/// <summary>Functions over numbers.</summary>
internal static class MathFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Arguments.Number("ABS", Math.Abs),
        Arguments.Number("ACOS", Math.Acos),
        Arguments.Number("ASIN", Math.Asin),
        Arguments.Number("ATAN", Math.Atan),
        Arguments.Numbers("ATN2", Math.Atan2),
        Arguments.Number("CEILING", Math.Ceiling),
        Arguments.Number("COS", Math.Cos),
        Arguments.Number("COT", x => 1 / Math.Tan(x)),
        Arguments.Number("DEGREES", x => x * 180 / Math.PI),
        Arguments.Number("EXP", Math.Exp),
        Arguments.Number("FLOOR", Math.Floor),
        Arguments.Number("LOG10", Math.Log10),
        Arguments.Numbers("POWER", Math.Pow),
        Arguments.Number("RADIANS", x => x * Math.PI / 180),
        Arguments.Number("SIGN", x => Math.Sign(x)),
        Arguments.Number("SIN", Math.Sin),
        Arguments.Number("SQRT", Math.Sqrt),
        Arguments.Number("SQUARE", x => x * x),
        Arguments.Number("TAN", Math.Tan),
        Arguments.Number("TRUNC", Math.Truncate),
        new("PI", 0, 0, (_, _) => Value.Of(Math.PI)),
        new("RAND", 0, 0, (_, _) => Value.Of(Random.Shared.NextDouble())),
        new("LOG", 1, 2, (arguments, _) => Log(arguments)),
        new("ROUND", 1, 2, (arguments, _) => Round(arguments)),
        new("NUMBERBIN", 1, 2, (arguments, _) => Bin(arguments)),
        new("CHOOSE", 2, int.MaxValue, (arguments, _) => Choose(arguments)),
    ];

    private static Value Log(Value[] arguments) =>
        arguments.All(argument => argument.Kind == ValueKind.Number)
            ? Value.Of(arguments.Length == 1 ? Math.Log(arguments[0].Number) : Math.Log(arguments[0].Number, arguments[1].Number))
            : Value.Undefined;

    private static Value Round(Value[] arguments)
    {
        var digits = 0;
        if (arguments[0].Kind != ValueKind.Number || (arguments.Length > 1 && !Arguments.IsInt(arguments[1], out digits)))
        {
            return Value.Undefined;
        }

        var scale = Math.Pow(10, digits);
        var rounded = Math.Round(arguments[0].Number * scale, MidpointRounding.AwayFromZero) / scale;
        return Value.Of(double.IsFinite(rounded) ? rounded : arguments[0].Number);
    }

    private static Value Bin(Value[] arguments)
    {
        var size = arguments.Length > 1 ? arguments[1] : Value.Of(1d);
        return arguments[0].Kind == ValueKind.Number && size.Kind == ValueKind.Number && size.Number > 0
            ? Value.Of(Math.Floor(arguments[0].Number / size.Number) * size.Number)
            : Value.Undefined;
    }

    private static Value Choose(Value[] arguments) =>
        Arguments.IsInt(arguments[0], out var index) && index >= 1 && index < arguments.Length ? arguments[index] : Value.Undefined;
}
