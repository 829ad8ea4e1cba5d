using System.Globalization;
using System.IO.Compression;

namespace Virga.LocalHost;

/// <summary>The files of exports and imports: JSON Lines, gzip when the name ends with <c>.gz</c>.</summary>
internal static class TransferFile
{
    /// <summary>Wraps a file's stream by its name.</summary>
    public static Stream Writing(Stream file, string name) => IsCompressed(name) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : file;

    /// <inheritdoc cref="Writing"/>
    public static Stream Reading(Stream file, string name) => IsCompressed(name) ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;

    /// <summary>Where an import notes the lines it is done with.</summary>
    public static string ProgressOf(string name) => name + ".progress";

    /// <summary>The lines that an import which stopped was done with; 0 when there is no such note.</summary>
    public static long LinesDone(string name) =>
        File.Exists(ProgressOf(name)) && long.TryParse(File.ReadAllText(ProgressOf(name)), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : 0;

    private static bool IsCompressed(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
