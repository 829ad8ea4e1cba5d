using System.Xml.Linq;
using Support;

namespace Architecture;

/// <summary>The project files, as the tests read them.</summary>
internal static class Projects
{
    private static readonly string[] Folders = ["Domain", "Infrastructure", "Functions", "tests"];

    public static IReadOnlyList<string> All { get; } = [.. Repository.Files(".csproj", Folders)];

    /// <summary>Domain and Infrastructure: what is packed and has a public API.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
        [.. All.Where(path => path.StartsWith("Domain/", StringComparison.Ordinal) || path.StartsWith("Infrastructure/", StringComparison.Ordinal))];

    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    public static IReadOnlyList<string> ProjectReferencesOf(string path) =>
        [.. References(path, "ProjectReference").Select(include => NameOf(include.Replace('\\', '/'))).Where(name => name != "*")];

    public static IReadOnlyList<string> PackageReferencesOf(string path) => [.. References(path, "PackageReference")];

    private static IEnumerable<string> References(string path, string element) =>
        XDocument.Load(Repository.PathOf(path)).Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
}
