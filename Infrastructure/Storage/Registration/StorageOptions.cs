namespace Virga.Storage;

/// <summary>Which Azure Storage account keeps queues and blobs; section <c>Storage</c>, whose names are the Functions host's own (identity-based connection <c>Storage</c>).</summary>
/// <remarks>The section may be a connection string itself, as the host allows: <c>Storage=UseDevelopmentStorage=true</c>. It is for Azurite and old accounts.</remarks>
public sealed class StorageOptions
{
    /// <summary>The configuration section: <c>Storage</c>.</summary>
    public const string Section = "Storage";

    /// <summary>A connection string, as in <c>AzureWebJobsStorage</c>; null to use the addresses and the app's identity.</summary>
    /// <value>null</value>
    public string? ConnectionString { get; set; }

    /// <summary>The address of the account's queues: <c>https://{account}.queue.core.windows.net</c>.</summary>
    /// <value>null</value>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>The address of the account's blobs: <c>https://{account}.blob.core.windows.net</c>.</summary>
    /// <value>null</value>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The client id of the user-assigned identity to use; null for the system-assigned one, or the developer's sign-in.</summary>
    /// <value>null</value>
    public string? ClientId { get; set; }
}
