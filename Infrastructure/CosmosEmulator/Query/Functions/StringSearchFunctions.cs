namespace Virga.CosmosEmulator;

/// <summary>Functions that look for something in strings.</summary>
internal static class StringSearchFunctions
{
    public static IEnumerable<Function> All() =>
    [
        Search("CONTAINS", (text, part, comparison) => text.Contains(part, comparison)),
        Search("STARTSWITH", (text, part, comparison) => text.StartsWith(part, comparison)),
        Search("ENDSWITH", (text, part, comparison) => text.EndsWith(part, comparison)),
        Search("STRINGEQUALS", (text, part, comparison) => text.Equals(part, comparison)),
        Any("CONTAINS_ANY_CI", (text, part) => text.Contains(part, StringComparison.OrdinalIgnoreCase), all: false),
        Any("CONTAINS_ANY_CS", (text, part) => text.Contains(part, StringComparison.Ordinal), all: false),
        Any("CONTAINS_ALL_CI", (text, part) => text.Contains(part, StringComparison.OrdinalIgnoreCase), all: true),
        Any("CONTAINS_ALL_CS", (text, part) => text.Contains(part, StringComparison.Ordinal), all: true),
    ];

    /// <summary>A test of two strings, with a third argument for ignoring case.</summary>
    private static Function Search(string name, Func<string, string, StringComparison, bool> test) => new(name, 2, 3, (arguments, _) =>
    {
        var ignoresCase = arguments.Length > 2 ? arguments[2] : Value.False;
        return arguments[0].Kind == ValueKind.String && arguments[1].Kind == ValueKind.String && ignoresCase.Kind == ValueKind.Boolean
            ? Value.Of(test(arguments[0].Text, arguments[1].Text, ignoresCase.Boolean ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            : Value.Undefined;
    });

    private static Function Any(string name, Func<string, string, bool> test, bool all) => new(name, 2, int.MaxValue, (arguments, _) =>
    {
        if (arguments.Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        var text = arguments[0].Text;
        var parts = arguments.Skip(1).Select(argument => argument.Text);
        return Value.Of(all ? parts.All(part => test(text, part)) : parts.Any(part => test(text, part)));
    });
}
