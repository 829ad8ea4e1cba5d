using System.Text.Json;
using System.Text.RegularExpressions;
using Support;

namespace Architecture;

/// <summary>The guide to func start explains what the sample of local settings has.</summary>
public sealed partial class SettingsGuideTests
{
    [Fact]
    public void Every_setting_of_the_sample_is_explained_and_no_other()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")));
        var settings = sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name);
        var guide = File.ReadAllText(Repository.PathOf("docs/guide/func.md"));
        var table = guide[guide.IndexOf("| setting | means |", StringComparison.Ordinal)..];
        var explained = Row().Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)]).Select(row => row.Groups["name"].Value);

        Assert.Equal(settings, explained);
    }

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
