using System.Reflection;
using System.Text.Json;

namespace Virga.LocalHost;

/// <summary>The assemblies that may hold functions: the app's, and every one it brings that knows this one.</summary>
/// <remarks>
/// The compiler leaves out references that no code uses, so the app's references are not enough; its <c>deps.json</c> lists what was referenced all the same.
/// </remarks>
internal static class FunctionAssemblies
{
    private static readonly string Own = typeof(FunctionAssemblies).Assembly.GetName().Name!;

    public static IReadOnlyList<Assembly> Of(string applicationName)
    {
        var app = Assembly.Load(new AssemblyName(applicationName));
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase) { applicationName };
        names.UnionWith(FromDependencies(Path.Combine(AppContext.BaseDirectory, applicationName + ".deps.json")));
        var found = new List<Assembly>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Own };
        foreach (var name in names)
        {
            Visit(new AssemblyName(name), seen, found);
        }

        return found.Contains(app) ? found : [app, .. found];
    }

    private static void Visit(AssemblyName name, HashSet<string> seen, List<Assembly> found)
    {
        if (name.Name is null || !seen.Add(name.Name) || IsPlatform(name.Name) || Load(name) is not { } assembly)
        {
            return;
        }

        var references = assembly.GetReferencedAssemblies();
        foreach (var reference in references)
        {
            Visit(reference, seen, found);
        }

        if (references.Any(r => string.Equals(r.Name, Own, StringComparison.OrdinalIgnoreCase)))
        {
            found.Add(assembly);
        }
    }

    private static bool IsPlatform(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.StartsWith("Azure.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib" or "System" or "Newtonsoft.Json";

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static List<string> FromDependencies(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var names = new List<string>();
        foreach (var target in document.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject())
            {
                if (library.Value.TryGetProperty("dependencies", out var dependencies)
                    && dependencies.TryGetProperty(Own, out _)
                    && library.Value.TryGetProperty("runtime", out var runtime))
                {
                    names.AddRange(runtime.EnumerateObject().Select(f => Path.GetFileNameWithoutExtension(f.Name)));
                }
            }
        }

        return names;
    }
}
