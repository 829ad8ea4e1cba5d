using System.Reflection;
using System.Text.RegularExpressions;
using Support;
using Virga.Gateway;

namespace Architecture;

/// <summary>Every code that a client or a caller may see has a row in docs/errors.md, and no row is left of one that is gone.</summary>
public sealed partial class ErrorCatalogTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/errors.md"));

    private static readonly HashSet<string> Rows = [.. Row().Matches(Page).Select(match => match.Groups["code"].Value)];

    [Fact]
    public void Every_code_has_a_row() =>
        Rule.Holds("docs/errors.md needs a row for each code.", Codes().Distinct().Where(code => !Rows.Contains(code)));

    [Fact]
    public void Every_row_is_about_a_code() => Rule.Holds("docs/errors.md has rows for codes that nothing uses.", Rows.Except(Codes()));

    [Fact]
    public void A_row_names_the_status_the_gateway_answers_with() =>
        Rule.Holds("docs/errors.md and ProblemMap.Codes differ.", ProblemMap.Codes
            .Where(code => !Page.Contains($"| `{code.Code}` | {code.Status} | {(code.CanRetry ? "yes" : "no")} |", StringComparison.Ordinal))
            .Select(code => code.ToString()));

    // Codes live in constants of classes named …Codes, and in what exceptions are made with.
    private static IEnumerable<string> Codes() =>
    [
        .. ProblemMap.Codes.Select(code => code.Code),
        .. from project in Projects.Shipped
           from type in Assembly.Load(Projects.NameOf(project)).GetTypes()
           where type.Name.EndsWith("Codes", StringComparison.Ordinal)
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where field is { IsLiteral: true } && field.FieldType == typeof(string)
           select (string)field.GetRawConstantValue()!,
        .. from path in Repository.Files(".cs", "Domain", "Infrastructure", "Functions")
           from Match match in ThrownCode().Matches(File.ReadAllText(Repository.PathOf(path)))
           select match.Groups["code"].Value,
    ];

    [GeneratedRegex("""^\| `(?<code>[a-z0-9-]+)` \|""", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("""(?:StoreException|GatewayException|new Problem)\((?:\d{3}, |StatusCodes\.\w+, )?"(?<code>[a-z0-9-]+)",""")]
    private static partial Regex ThrownCode();
}
