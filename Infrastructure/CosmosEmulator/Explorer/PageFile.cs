using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Virga.CosmosEmulator;

/// <summary>One file of the explorer's page, as it stands in this assembly.</summary>
internal sealed record ExplorerFile(byte[] Content, string ContentType, string ETag)
{
    private const string Prefix = "explorer/";

    /// <summary>All files, by name.</summary>
    public static FrozenDictionary<string, ExplorerFile> All { get; } = Load(typeof(ExplorerFile).Assembly);

    private static FrozenDictionary<string, ExplorerFile> Load(Assembly assembly) =>
        assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static ExplorerFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new ExplorerFile(content, TypeOf(Path.GetExtension(name)), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
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
