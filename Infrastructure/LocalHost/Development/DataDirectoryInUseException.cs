namespace Virga.LocalHost;

/// <summary>Another process has the data folder.</summary>
internal sealed class DataDirectoryInUseException : Exception
{
    public DataDirectoryInUseException(string folder, string? pid)
        : base($"The data in {folder} is in use by process {pid ?? "(unknown)"}. Stop that process, or keep this one's data elsewhere: {DataDirectory.Setting}=<folder>")
    {
    }
}
