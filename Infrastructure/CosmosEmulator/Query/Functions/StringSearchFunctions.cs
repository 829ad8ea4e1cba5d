using System.Text.RegularExpressions;

namespace Virga.CosmosEmulator;

/// <summary>Functions that look for something in strings.</summary>
internal static class StringSearchFunctions
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

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
        new("INDEX_OF", 2, 3, (arguments, _) => IndexOf(arguments)),
        new("REGEXMATCH", 2, 3, (arguments, _) => RegexMatch(arguments)),
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

    private static Value RegexMatch(Value[] arguments)
    {
        if (arguments.Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        var options = RegexOptions.CultureInvariant;
        foreach (var modifier in arguments.Length > 2 ? arguments[2].Text : "")
        {
            options |= modifier switch
            {
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'i' => RegexOptions.IgnoreCase,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw WireFault.BadRequest($"'{modifier}' is not a modifier of REGEXMATCH."),
            };
        }

        try
        {
            return Value.Of(Regex.IsMatch(arguments[0].Text, arguments[1].Text, options, RegexTimeout));
        }
        catch (ArgumentException exception)
        {
            throw WireFault.BadRequest($"The pattern of REGEXMATCH is not valid: {exception.Message}");
        }
        catch (RegexMatchTimeoutException)
        {
            throw new WireFault(408, "REGEXMATCH took too long.");
        }
    }
}
