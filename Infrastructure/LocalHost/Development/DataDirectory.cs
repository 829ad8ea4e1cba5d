using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Virga.LocalHost;

/// <summary>The folder where everything local is kept: documents, queues, events, keys, timers. One process at a time.</summary>
/// <remarks>The folder is made, locked and, when asked for, cleared when the first path in it is asked for.</remarks>
internal sealed class DataDirectory : IDisposable
{
    /// <summary>The setting that says where the folder is; <see cref="InMemory"/> for nowhere.</summary>
    public const string Setting = "VIRGA_DATA";

    /// <summary>The value of <see cref="Setting"/> that keeps everything in memory.</summary>
    public const string InMemory = ":memory:";

    public const string FreshSetting = "VIRGA_FRESH";
    private const string LockFile = "lock";
    private const string PidFile = "pid";

    private readonly Lock _gate = new();
    private readonly bool _fresh;
    private FileStream? _lock;

    private DataDirectory(string? root, bool fresh) => (Root, _fresh) = (root, fresh);

    /// <summary>The folder's full path; null when everything is kept in memory.</summary>
    public string? Root { get; }

    /// <summary>The folder that the settings name; else <c>.virga</c> beside the nearest <c>App.sln</c> or <c>host.json</c> above the content root; else under the content root.</summary>
    public static DataDirectory Of(IConfiguration configuration, string contentRoot)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(contentRoot);
        var fresh = string.Equals(configuration[FreshSetting], "true", StringComparison.OrdinalIgnoreCase);
        if (configuration[Setting] is { Length: > 0 } set)
        {
            return new DataDirectory(set == InMemory ? null : Path.GetFullPath(set), fresh);
        }

        var home = HostFiles.FolderAbove(contentRoot, folder => File.Exists(Path.Combine(folder, "App.sln")))
            ?? HostFiles.FolderAbove(contentRoot, folder => File.Exists(Path.Combine(folder, "host.json")))
            ?? contentRoot;
        return new DataDirectory(Path.Combine(Path.GetFullPath(home), ".virga"), fresh);
    }

    /// <summary>Another folder, locked by itself; null keeps everything in memory.</summary>
    public static DataDirectory At(string? root) => new(root is null ? null : Path.GetFullPath(root), fresh: false);

    /// <summary>The path of a SQLite file in the folder, which is opened; or <see cref="InMemory"/>.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has the folder.</exception>
    public string DataSource(string file) => Root is null ? InMemory : PathOf(file)!;

    /// <summary>The path of a file in the folder, which is opened; null when everything is kept in memory.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has the folder.</exception>
    public string? PathOf(string file)
    {
        if (Root is null)
        {
            return null;
        }

        Open();
        return Path.Combine(Root, file);
    }

    /// <summary>Lets the folder go.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _lock?.Dispose();
            _lock = null;
        }
    }

    private void Open()
    {
        lock (_gate)
        {
            if (_lock is not null)
            {
                return;
            }

            OwnFiles.CreateFolder(Root!);
            try
            {
                // On every system this is a lock that dies with the process, however it dies.
                _lock = new FileStream(Path.Combine(Root!, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                throw new DataDirectoryInUseException(Root!, ReadPid());
            }

            if (_fresh)
            {
                Clear();
            }

            File.WriteAllText(Path.Combine(Root!, PidFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
    }

    private string? ReadPid()
    {
        var path = Path.Combine(Root!, PidFile);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(Root!).Where(f => Path.GetFileName(f) != LockFile))
        {
            File.Delete(file);
        }

        foreach (var folder in Directory.EnumerateDirectories(Root!))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
