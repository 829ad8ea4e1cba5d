using System.Text.RegularExpressions;

namespace Virga.CosmosEmulator;

/// <summary>Functions over regular expressions. A pattern that takes longer than a second is a time-out.</summary>
internal static class RegexFunctions
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public static IEnumerable<Function> All() =>
    [
        Search("REGEXMATCH", (text, pattern, options) => Value.Of(Regex.IsMatch(text, pattern, options, Timeout))),
        Search("REGEXEXTRACT", (text, pattern, options) => Regex.Match(text, pattern, options, Timeout) is { Success: true } match ? Value.Of(match.Value) : Value.Undefined),
        Search("REGEXEXTRACTALL", (text, pattern, options) => Value.Of([.. Regex.Matches(text, pattern, options, Timeout).Select(match => Value.Of(match.Value))])),
    ];

    private static Function Search(string name, Func<string, string, RegexOptions, Value> search) => new(name, 2, 3, (arguments, _) =>
    {
        if (arguments.Any(argument => argument.Kind != ValueKind.String))
        {
            return Value.Undefined;
        }

        try
        {
            return search(arguments[0].Text, arguments[1].Text, Options(name, arguments.Length > 2 ? arguments[2].Text : ""));
        }
        catch (ArgumentException exception)
        {
            throw WireFault.BadRequest($"The pattern of {name} is not valid: {exception.Message}");
        }
        catch (RegexMatchTimeoutException)
        {
            throw new WireFault(408, $"{name} took too long.");
        }
    });

    private static RegexOptions Options(string name, string modifiers)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var modifier in modifiers)
        {
            options |= modifier switch
            {
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'i' => RegexOptions.IgnoreCase,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw WireFault.BadRequest($"'{modifier}' is not a modifier of {name}: there are i, m, s and x."),
            };
        }

        return options;
    }
}
