using System.Text.RegularExpressions;
using Support;

namespace Architecture;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. ExamplePage.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_compiles(string page) => Rule.Holds($"The examples of {page} must compile.", ExamplePage.Faults(page));

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        var broken =
            from page in Repository.Files(".md", "docs").Concat(["README.md", "CONTRIBUTING.md"])
            from Match link in Link().Matches(File.ReadAllText(Repository.PathOf(page)))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, target))
            select $"{page}: {target}";

        Rule.Holds("A link leads to a file of the repository.", broken);
    }

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
