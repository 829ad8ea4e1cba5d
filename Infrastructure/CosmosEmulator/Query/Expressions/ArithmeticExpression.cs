namespace Virga.CosmosEmulator;

/// <summary>Numbers with numbers, and <c>||</c> for strings; undefined for other operands.</summary>
internal sealed class ArithmeticExpression(string symbol, Expression left, Expression right) : Expression
{
    public override IReadOnlyList<Expression> Parts { get; } = [left, right];

    public override string Signature => $"({left.Signature} {symbol} {right.Signature})";

    public override Value Evaluate(Row row)
    {
        var a = left.Evaluate(row);
        var b = right.Evaluate(row);
        if (symbol == "||")
        {
            return a.Kind == ValueKind.String && b.Kind == ValueKind.String ? Value.Of(a.Text + b.Text) : Value.Undefined;
        }

        if (a.Kind != ValueKind.Number || b.Kind != ValueKind.Number)
        {
            return Value.Undefined;
        }

        var (x, y) = (a.Number, b.Number);
        return symbol switch
        {
            "+" => Value.Of(x + y),
            "-" => Value.Of(x - y),
            "*" => Value.Of(x * y),
            "/" => Value.Of(x / y),
            "%" => Value.Of(x % y),
            _ => OnBits(x, y),
        };
    }

    /// <summary>The low 32 bits of a number, whatever its size, as in JavaScript.</summary>
    public static int Bits(double number)
    {
        var rest = Math.Truncate(number) % 4294967296.0;
        return unchecked((int)(long)rest);
    }

    private Value OnBits(double x, double y)
    {
        var (a, b) = (Bits(x), Bits(y));
        return Value.Of(symbol switch
        {
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            "<<" => a << (b & 31),
            ">>" => a >> (b & 31),
            _ => (double)((uint)a >> (b & 31)),
        });
    }
}
