namespace Virga.Storage;

/// <summary>Which Azure Storage account keeps queues and blobs. With endpoints the app's identity is used; a connection string is for Azurite and old accounts.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section: <c>Storage</c>.</summary>
    public const string Section = "Storage";

    /// <summary>A connection string, as in <c>AzureWebJobsStorage</c>; null to use the endpoints and the app's identity.</summary>
    /// <value>null</value>
    public string? ConnectionString { get; set; }

    /// <summary>The account's queue endpoint: <c>https://{account}.queue.core.windows.net</c>.</summary>
    /// <value>null</value>
    public Uri? QueueEndpoint { get; set; }

    /// <summary>The account's blob endpoint: <c>https://{account}.blob.core.windows.net</c>.</summary>
    /// <value>null</value>
    public Uri? BlobEndpoint { get; set; }

    /// <summary>The client id of the user-assigned identity to use; null for the system-assigned one, or the developer's sign-in.</summary>
    /// <value>null</value>
    public string? ManagedIdentityClientId { get; set; }
}
