using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Virga.CosmosEmulator;

/// <summary>One file of a page, as it stands in an assembly.</summary>
internal sealed record PageFile(byte[] Content, string ContentType, string ETag)
{
    /// <summary>All files whose names in the assembly start with a prefix, by the rest of the name.</summary>
    public static FrozenDictionary<string, PageFile> Load(Assembly assembly, string prefix) =>
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageFile(content, TypeOf(Path.GetExtension(name)), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"A file of the page ends in {extension}."),
    };
}
