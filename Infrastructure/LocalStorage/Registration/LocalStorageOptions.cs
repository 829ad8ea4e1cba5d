namespace Virga.LocalStorage;

/// <summary>Where local queues and blobs are kept.</summary>
public sealed class LocalStorageOptions
{
    /// <summary>The configuration section: <c>LocalStorage</c>.</summary>
    public const string Section = "LocalStorage";

    /// <summary>The SQLite file, made when it is missing; <c>:memory:</c> keeps everything in memory. One process at a time.</summary>
    /// <value><c>.virga/storage.db</c> under the current directory</value>
    public string DataSource { get; set; } = Path.Combine(".virga", "storage.db");

    /// <summary>Whether what was stored survives the loss of power too, and not only the death of the process. Slower: every write waits for the disk.</summary>
    /// <value>false</value>
    public bool SurvivesPowerLoss { get; set; }
}
