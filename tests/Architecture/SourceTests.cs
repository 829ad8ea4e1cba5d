using System.Text.RegularExpressions;
using Support;

namespace Architecture;

public sealed partial class SourceTests
{
    private const int SourceLimit = 300;
    private const int TestLimit = 500;

    private static IReadOnlyList<string> Sources { get; } = [.. Repository.Files(".cs", "Domain", "Infrastructure", "Functions")];

    private static IReadOnlyList<string> Tests { get; } = [.. Repository.Files(".cs", "tests")];

    [Fact]
    public void No_source_file_is_longer_than_300_lines() => Rule.Holds("Split it: it has two ideas.", LongerThan(SourceLimit, Sources));

    [Fact]
    public void No_test_file_is_longer_than_500_lines() => Rule.Holds("Split it: it has two ideas.", LongerThan(TestLimit, Tests));

    [Fact]
    public void The_scripts_and_every_bicep_file_keep_the_limit_too() =>
        Rule.Holds("Split it: it has two ideas.", LongerThan(SourceLimit, ["dev", .. Repository.Files(".sh", "build"), .. Repository.Files(".bicep", "bicep")]));

    [Fact]
    public void A_source_file_holds_one_type_and_bears_its_name()
    {
        var crowded = Sources
            .Select(path => (Path: path, Types: TopLevelTypes(path).Distinct().ToList()))
            .Where(file => file.Types.Count > 1 || (file.Types.Count == 1 && !Bears(file.Path, file.Types[0])))
            .Select(file => $"{file.Path}: {string.Join(", ", file.Types)}");

        Rule.Holds("One type a file, and the file bears its name.", crowded);
    }

    [Fact]
    public void No_function_file_names_a_host()
    {
        var named = Repository.Files(".cs", "Functions")
            .Where(path => HostName().IsMatch(File.ReadAllText(Repository.PathOf(path))));

        Rule.Holds("A function file names no host: the project file does.", named);
    }

    [Fact]
    public void Tests_wait_for_conditions_and_never_just_for_time()
    {
        var sleepers = Tests
            .Where(path => path != "tests/Support/Eventually.cs" && path != "tests/Architecture/SourceTests.cs")
            .Where(path => Sleep().IsMatch(File.ReadAllText(Repository.PathOf(path))));

        Rule.Holds("A test polls a condition with a deadline (Eventually), or drives a FakeTimeProvider.", sleepers);
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later()
    {
        var promises = Sources.Concat(Tests)
            .Where(path => path != "tests/Architecture/SourceTests.cs")
            .Where(path => Promise().IsMatch(File.ReadAllText(Repository.PathOf(path))));

        Rule.Holds("Do it now, or leave it out.", promises);
    }

    private static IEnumerable<string> LongerThan(int limit, IEnumerable<string> paths) =>
        paths.Select(path => (Path: path, Lines: File.ReadLines(Repository.PathOf(path)).Count()))
            .Where(file => file.Lines > limit)
            .Select(file => $"{file.Path}: {file.Lines} lines");

    // With file-scoped namespaces, what stands at the margin is a top-level type.
    private static IEnumerable<string> TopLevelTypes(string path) =>
        TopLevelType().Matches(File.ReadAllText(Repository.PathOf(path))).Select(match => match.Groups["name"].Value);

    // X.cs holds X or X<T>; X.Y.cs holds a part of X; XOfT.cs and X{T}.cs hold the generic twin.
    private static bool Bears(string path, string type)
    {
        var name = Path.GetFileNameWithoutExtension(path).Split('{')[0];

        return name.Split('.')[0] == type || name.StartsWith($"{type}Of", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        """^(?:public |internal |sealed |abstract |static |partial |readonly |unsafe |ref )*(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?\[\], ]+) (?<name>\w+)""",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"Virga\.LocalHost|Microsoft\.Azure\.Functions")]
    private static partial Regex HostName();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\(\s*(?:\d|TimeSpan\.From\w+\([^()]*\)\s*(?:\)|,\s*\w*[cC]ancel))")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Promise();
}
