namespace Support;

/// <summary>The source tree the tests were built from.</summary>
public static class Repository
{
    private static readonly string[] NotSources = ["bin", "obj", ".git", ".virga", "node_modules"];

    /// <summary>The folder with App.sln in it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder given relative to the root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>All files under the given folders (relative to the root) with the given ending, relative to the root; build output left out.</summary>
    public static IEnumerable<string> Files(string ending, params string[] folders) =>
        folders.SelectMany(folder => Walk(new DirectoryInfo(PathOf(folder))))
            .Where(file => file.Name.EndsWith(ending, StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(child => !NotSources.Contains(child.Name)).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "App.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder with App.sln above {AppContext.BaseDirectory}.");
    }
}
