using System.Globalization;
using System.Text.RegularExpressions;
using Support;

namespace Architecture;

/// <summary>What the pages of <c>docs/parity</c> promise: every test they name is there, and the page on Dynamoose forgets and repeats no row.</summary>
public sealed partial class ParityTests
{
    /// <summary>How many rows each section has.</summary>
    private static readonly IEnumerable<(char Letter, int Rows)> Sections =
        "A14 B22 C21 D10 E5 F15 G27 H6 I16 J23 K20 L15 M21 N6 O7 P16 Q9 R20".Split(' ').Select(section => (section[0], int.Parse(section[1..], CultureInfo.InvariantCulture)));

    private const int Wishes = 25;
    private const int Cases = 30;

    private static readonly Dictionary<string, string> TestsByClass = Repository.Files(".cs", "tests")
        .Select(path => File.ReadAllText(Repository.PathOf(path)))
        .SelectMany(text => ClassName().Matches(text).Select(match => (Name: match.Groups["name"].Value, Text: text)))
        .GroupBy(named => named.Name, named => named.Text, StringComparer.Ordinal)
        .ToDictionary(named => named.Key, named => string.Concat(named), StringComparer.Ordinal);

    [Fact]
    public void Every_test_a_page_names_is_there()
    {
        var missing =
            from page in Repository.Files(".md", "docs/parity")
            from line in File.ReadLines(Repository.PathOf(page))
            where line.StartsWith('|')
            from Match named in TestName().Matches(line)
            where !Exists(named.Groups["class"].Value, named.Groups["method"].Value)
            select $"{page}: {named.Value}";

        Rule.Holds("Name a test that is there, as Class or Class.Method.", missing.Distinct());
    }

    [Fact]
    public void The_page_on_Dynamoose_has_each_row_once()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/parity/dynamoose.md"));
        var found = lines.Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups["id"].Value).ToList();
        var numbers = lines.Select(line => Number().Match(line)).Where(match => match.Success).Select(match => match.Groups["id"].Value).ToList();
        List<string> wanted = [.. Sections.SelectMany(section => Enumerable.Range(1, section.Rows).Select(row => $"{section.Letter}{row}"))];
        IEnumerable<string> wantedNumbers = Enumerable.Range(1, Wishes).Concat(Enumerable.Range(1, Cases)).Select(number => number.ToString(CultureInfo.InvariantCulture));

        Rule.Holds("These rows are missing.", wanted.Except(found));
        Rule.Holds("These rows are there twice, or are no rows of Dynamoose.", found.GroupBy(id => id).Where(id => id.Count() > 1 || !wanted.Contains(id.Key)).Select(id => id.Key));
        Assert.Equal(wantedNumbers, numbers);
    }

    private static bool Exists(string type, string method) =>
        TestsByClass.TryGetValue(type, out var text) && (method.Length == 0 || Regex.IsMatch(text, $@"\b{method}\(", RegexOptions.CultureInvariant));

    [GeneratedRegex(@"\bclass (?<name>\w+)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"\b(?<class>\w+(?:Tests|Conformance))\b(?:\.(?<method>\w+))?")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (?<id>[A-R]\d+)\b")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<id>\d+) ")]
    private static partial Regex Number();
}
