using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Virga.Hosting;

/// <summary>One file of the portal, as it stands in this assembly.</summary>
internal sealed record PortalFile(byte[] Content, string ContentType, string ETag)
{
    private const string Folder = "portal/";

    /// <summary>All files, by name.</summary>
    public static FrozenDictionary<string, PortalFile> Load()
    {
        var assembly = typeof(PortalFile).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Folder.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static PortalFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PortalFile(content, TypeOf(Path.GetExtension(name)), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"A file of the portal ends in {extension}."),
    };
}
