namespace Virga.CosmosEmulator;

/// <summary>Functions over whole numbers of 64 bits; undefined for others and on overflow.</summary>
internal static class IntegerFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Two("INTADD", (x, y) => checked(x + y)),
        Two("INTSUB", (x, y) => checked(x - y)),
        Two("INTMUL", (x, y) => checked(x * y)),
        Two("INTDIV", (x, y) => y == 0 ? null : checked(x / y)),
        Two("INTMOD", (x, y) => y == 0 ? null : checked(x % y)),
        Two("INTBITAND", (x, y) => x & y),
        Two("INTBITOR", (x, y) => x | y),
        Two("INTBITXOR", (x, y) => x ^ y),
        Two("INTBITLEFTSHIFT", (x, y) => x << (int)(y & 63)),
        Two("INTBITRIGHTSHIFT", (x, y) => x >> (int)(y & 63)),
        new("INTBITNOT", 1, 1, (arguments, _) => arguments[0].TryGetInteger(out var x) ? Value.Of(~x) : Value.Undefined),
    ];

    private static Function Two(string name, Func<long, long, long?> call) => new(name, 2, 2, (arguments, _) =>
    {
        if (!arguments[0].TryGetInteger(out var x) || !arguments[1].TryGetInteger(out var y))
        {
            return Value.Undefined;
        }

        try
        {
            return call(x, y) is { } result ? Value.Of(result) : Value.Undefined;
        }
        catch (OverflowException)
        {
            return Value.Undefined;
        }
    });
}
