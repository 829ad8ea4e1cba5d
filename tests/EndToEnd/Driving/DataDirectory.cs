namespace EndToEnd;

/// <summary>A directory for one app's data, gone when the test is over.</summary>
internal sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("virga-end-to-end-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
