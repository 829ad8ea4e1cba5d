namespace Virga.CosmosEmulator;

/// <summary>Functions that cut a string at a delimiter, at its first or last place. Without the delimiter they are undefined.</summary>
internal static class SubstringFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Arguments.Texts("SUBSTRINGBEFORE", (text, mark) => Before(text, text.IndexOf(mark, StringComparison.Ordinal))),
        Arguments.Texts("SUBSTRINGAFTER", (text, mark) => After(text, mark, text.IndexOf(mark, StringComparison.Ordinal))),
        Arguments.Texts("LASTSUBSTRINGBEFORE", (text, mark) => Before(text, text.LastIndexOf(mark, StringComparison.Ordinal))),
        Arguments.Texts("LASTSUBSTRINGAFTER", (text, mark) => After(text, mark, text.LastIndexOf(mark, StringComparison.Ordinal))),
        new("INDEX_OF", 2, 3, (arguments, _) => IndexOf(arguments)),
        new("LASTINDEXOF", 2, 3, (arguments, _) => LastIndexOf(arguments)),
    ];

    private static Value Before(string text, int at) => at < 0 ? Value.Undefined : Value.Of(text[..at]);

    private static Value After(string text, string mark, int at) => at < 0 ? Value.Undefined : Value.Of(text[(at + mark.Length)..]);

    private static Value IndexOf(Value[] arguments)
    {
        var start = 0;
        if (arguments[0].Kind != ValueKind.String || arguments[1].Kind != ValueKind.String || (arguments.Length > 2 && !Arguments.IsInt(arguments[2], out start)))
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        return Value.Of(start < 0 || start > text.Length ? -1 : text.IndexOf(arguments[1].Text, start, StringComparison.Ordinal));
    }

    /// <summary>Searches from the start position towards the beginning.</summary>
    private static Value LastIndexOf(Value[] arguments)
    {
        var start = 0;
        if (arguments[0].Kind != ValueKind.String || arguments[1].Kind != ValueKind.String || (arguments.Length > 2 && !Arguments.IsInt(arguments[2], out start)))
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        var end = arguments.Length > 2 ? Math.Min(text.Length, start < 0 ? 0 : start + 1) : text.Length;
        return Value.Of(text.AsSpan(0, end).LastIndexOf(arguments[1].Text, StringComparison.Ordinal));
    }
}
