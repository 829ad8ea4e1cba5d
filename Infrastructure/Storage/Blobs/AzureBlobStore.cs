using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Virga.Notifications;

namespace Virga.Storage;

/// <summary>Block blobs of an Azure Storage account. A container is made, without public access, when its first blob is written.</summary>
public sealed class AzureBlobStore : IBlobStore
{
    private readonly BlobServiceClient _service;

    internal AzureBlobStore(BlobServiceClient service)
    {
        _service = service;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string container, string name, BinaryData content, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        ArgumentNullException.ThrowIfNull(content);
        var client = _service.GetBlobContainerClient(container);
        try
        {
            try
            {
                await client.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException exception) when (StorageErrors.IsNoContainer(exception))
            {
                await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await client.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"write blob '{container}/{name}'");
        }
    }

    /// <inheritdoc/>
    public async Task<BinaryData?> ReadAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        try
        {
            return (await Blob(container, name).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value.Content;
        }
        catch (RequestFailedException exception) when (StorageErrors.IsNoBlob(exception))
        {
            return null;
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"read blob '{container}/{name}'");
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        try
        {
            return (await Blob(container, name).DeleteIfExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (RequestFailedException exception) when (StorageErrors.IsNoBlob(exception))
        {
            return false;
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"delete blob '{container}/{name}'");
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(container, nameof(container));
        ArgumentNullException.ThrowIfNull(prefix);
        var blobs = _service.GetBlobContainerClient(container).GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (blobs.ConfigureAwait(false))
        {
            while (await MoveAsync(blobs, container).ConfigureAwait(false))
            {
                yield return blobs.Current.Name;
            }
        }
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<BlobItem> blobs, string container)
    {
        try
        {
            return await blobs.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (StorageErrors.IsNoContainer(exception))
        {
            return false;
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"list container '{container}'");
        }
    }

    private BlobClient Blob(string container, string name) => _service.GetBlobContainerClient(container).GetBlobClient(name);
}
