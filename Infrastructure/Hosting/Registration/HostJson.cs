using Microsoft.Extensions.Configuration;

namespace Virga.Hosting;

/// <summary>What host.json says that the app has to know, too: the host reads it for itself and tells the worker nothing of it.</summary>
internal static class HostJson
{
    /// <summary>Reads host.json of the output folder, else of the content root, with what <c>AzureFunctionsJobHost__…</c> settings override; empty when there is none, or it is not JSON, which the host tells.</summary>
    public static IConfiguration Read(IHostEnvironment environment, IConfiguration app)
    {
        var path = new[] { AppContext.BaseDirectory, environment.ContentRootPath }.Select(folder => Path.Combine(folder, "host.json")).FirstOrDefault(File.Exists);
        var builder = new ConfigurationBuilder();
        if (path is not null)
        {
            builder.AddConfiguration(Parse(path));
        }

        return builder.AddInMemoryCollection(app.GetSection("AzureFunctionsJobHost").AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null)).Build();
    }

    private static IConfiguration Parse(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        }
        catch (InvalidDataException)
        {
            return new ConfigurationBuilder().Build();
        }
    }

    /// <summary>What goes before every route; null when host.json does not say.</summary>
    public static string? RoutePrefix(IConfiguration hostJson) => hostJson["extensions:http:routePrefix"];
}
