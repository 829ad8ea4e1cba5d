using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Keeps a second process (or a second emulator of this one) off the same file, by an advisory lock on a file beside it; a second file tells who has it.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _owner;

    private FileLock(FileStream stream, string owner)
    {
        _stream = stream;
        _owner = owner;
    }

    /// <exception cref="IOException">Another process has the file; the message names its id.</exception>
    public static FileLock Take(string dataSource)
    {
        var owner = dataSource + ".pid";
        try
        {
            var stream = new FileStream(dataSource + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FileLock(stream, owner);
        }
        catch (IOException exception)
        {
            throw new IOException($"The Cosmos DB data in '{dataSource}' is in use by process {Read(owner)}. Stop that process, or open another file.", exception);
        }
    }

    public void Dispose()
    {
        File.Delete(_owner);
        _stream.Dispose();
    }

    private static string Read(string owner)
    {
        try
        {
            return File.ReadAllText(owner);
        }
        catch (IOException)
        {
            return "(unknown)";
        }
    }
}
