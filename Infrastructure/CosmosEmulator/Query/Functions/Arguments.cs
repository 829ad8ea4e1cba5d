namespace Virga.CosmosEmulator;

/// <summary>Makes functions over arguments of one type: undefined when an argument has another.</summary>
internal static class Arguments
{
    public static Function Text(string name, Func<string, Value> call) =>
        new(name, 1, 1, (arguments, _) => arguments[0].Kind == ValueKind.String ? call(arguments[0].Text) : Value.Undefined);

    public static Function Texts(string name, Func<string, string, Value> call) => new(name, 2, 2, (arguments, _) =>
        arguments[0].Kind == ValueKind.String && arguments[1].Kind == ValueKind.String ? call(arguments[0].Text, arguments[1].Text) : Value.Undefined);

    public static Function Number(string name, Func<double, double> call) =>
        new(name, 1, 1, (arguments, _) => arguments[0].Kind == ValueKind.Number ? Value.Of(call(arguments[0].Number)) : Value.Undefined);

    public static Function Numbers(string name, Func<double, double, double> call) => new(name, 2, 2, (arguments, _) =>
        arguments[0].Kind == ValueKind.Number && arguments[1].Kind == ValueKind.Number ? Value.Of(call(arguments[0].Number, arguments[1].Number)) : Value.Undefined);

    /// <summary>Whether the value is a whole number that an <see cref="int"/> holds.</summary>
    public static bool IsInt(Value value, out int number)
    {
        number = 0;
        if (value.Kind != ValueKind.Number || Math.Truncate(value.Number) != value.Number || Math.Abs(value.Number) > int.MaxValue)
        {
            return false;
        }

        number = (int)value.Number;
        return true;
    }
}
