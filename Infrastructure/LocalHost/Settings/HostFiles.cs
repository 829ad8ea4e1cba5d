using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Virga.LocalHost;

/// <summary>Finds and reads host.json and local.settings.json.</summary>
internal static class HostFiles
{
    private const string HostJson = "host.json";
    private const string LocalSettings = "local.settings.json";

    /// <summary>Reads host.json (of the output folder, else the nearest above the content root), with what <c>AzureFunctionsJobHost__…</c> settings override.</summary>
    /// <exception cref="FormatException">The file is not JSON.</exception>
    public static IConfiguration ReadHostJson(string contentRoot, IConfiguration app)
    {
        var builder = new ConfigurationBuilder();
        if (Find(HostJson, AppContext.BaseDirectory, contentRoot) is { } path)
        {
            try
            {
                builder.AddConfiguration(new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build());
            }
            catch (InvalidDataException e)
            {
                throw new FormatException($"{path} is not JSON: {(e.InnerException ?? e).Message}", e);
            }
        }

        return builder.AddInMemoryCollection(app.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true).Where(p => p.Value is not null)).Build();
    }

    /// <summary>Adds the <c>Values</c> and <c>ConnectionStrings</c> of the nearest local.settings.json to the app's configuration, below the environment.</summary>
    /// <exception cref="FormatException">The file is not JSON, or encrypted.</exception>
    public static void AddLocalSettings(ConfigurationManager configuration, string contentRoot)
    {
        if (Find(LocalSettings, contentRoot, AppContext.BaseDirectory) is { } path)
        {
            InsertBelowEnvironment(configuration, ReadValues(path));
        }
    }

    /// <summary>Makes host.json's log levels the app's defaults, on top of a web server that speaks of trouble only.</summary>
    public static void AddLogLevels(ConfigurationManager configuration, IConfiguration hostJson)
    {
        var quiet = new Dictionary<string, string?> { ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning" };
        var levels = hostJson.GetSection("logging:logLevel").GetChildren()
            .Where(level => level.Value is not null)
            .Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Key}", level.Value));
        IList<IConfigurationSource> sources = configuration.Sources;
        sources.Insert(0, new MemoryConfigurationSource { InitialData = quiet });
        sources.Insert(1, new MemoryConfigurationSource { InitialData = levels });
    }

    /// <summary>The nearest folder, walking up, for which the test holds.</summary>
    public static string? FolderAbove(string start, Func<string, bool> test)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (test(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string? Find(string file, params string[] starts) => starts
        .Select(start => start == AppContext.BaseDirectory
            ? (File.Exists(Path.Combine(start, file)) ? start : null)
            : FolderAbove(start, folder => File.Exists(Path.Combine(folder, HostJson)) || File.Exists(Path.Combine(folder, LocalSettings))))
        .OfType<string>()
        .Select(folder => Path.Combine(folder, file))
        .FirstOrDefault(File.Exists);

    private static Dictionary<string, string?> ReadValues(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            Read(document.RootElement, "Values", "", values);
            Read(document.RootElement, "ConnectionStrings", "ConnectionStrings:", values);
            return values;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} is not JSON: {e.Message}", e);
        }
    }

    private static void Read(JsonElement root, string section, string prefix, Dictionary<string, string?> values)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(section, out var found) && found.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in found.EnumerateObject().Where(p => p.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)))
            {
                values[prefix + property.Name.Replace("__", ":", StringComparison.Ordinal)] = property.Value.ToString();
            }
        }
    }

    private static void InsertBelowEnvironment(ConfigurationManager configuration, Dictionary<string, string?> values)
    {
        IList<IConfigurationSource> sources = configuration.Sources;
        var environment = sources.OfType<EnvironmentVariablesConfigurationSource>().LastOrDefault();
        var place = environment is null ? 0 : sources.IndexOf(environment);
        sources.Insert(place, new MemoryConfigurationSource { InitialData = values });
    }
}
