using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Keeps a second process (or a second emulator of this one) off the same file, by an advisory lock on a file beside it.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;

    private FileLock(FileStream stream, string path)
    {
        _stream = stream;
        _path = path;
    }

    /// <exception cref="IOException">Another process has the file; the message names its id.</exception>
    public static FileLock Take(string dataSource)
    {
        var path = dataSource + ".lock";
        FileStream stream;
        try
        {
            // On Unix only FileShare.None locks; on Windows the id must stay readable to others.
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"The Cosmos DB data in '{dataSource}' is in use by process {Owner(path)}. Stop that process, or open another file.", exception);
        }

        stream.SetLength(0);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        stream.Flush();
        return new FileLock(stream, path);
    }

    public void Dispose()
    {
        _stream.SetLength(0);
        _stream.Dispose();
    }

    private static string Owner(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd() is { Length: > 0 } owner ? owner : "(unknown)";
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }

    public override string ToString() => _path;
}
