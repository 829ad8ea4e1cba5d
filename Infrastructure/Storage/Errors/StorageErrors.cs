using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
using Virga.Notifications;

namespace Virga.Storage;

/// <summary>The one place where Azure Storage's errors become ours.</summary>
internal static class StorageErrors
{
    public static bool IsNoQueue(RequestFailedException exception) => exception.ErrorCode == QueueErrorCode.QueueNotFound.ToString();

    public static bool IsNoContainer(RequestFailedException exception) => exception.ErrorCode == BlobErrorCode.ContainerNotFound.ToString();

    public static bool IsNoBlob(RequestFailedException exception) => exception.Status == 404;

    /// <summary>The message was received by someone else, or is gone.</summary>
    public static bool IsLostReceipt(RequestFailedException exception) =>
        exception.Status == 404 || exception.ErrorCode == QueueErrorCode.PopReceiptMismatch.ToString();

    public static bool IsOurs(Exception exception) => exception is RequestFailedException or AuthenticationFailedException or AggregateException;

    public static StorageException Translate(Exception exception, string what) => exception switch
    {
        RequestFailedException failed => new StorageException(
            $"Azure Storage did not {what}: {(failed.Status == 0 ? "no answer" : $"status {failed.Status}")}{(failed.ErrorCode is { } code ? $", {code}" : "")}.",
            IsTransient(failed), failed),
        AuthenticationFailedException => new StorageException(
            $"Azure Storage did not {what}: no credential was accepted. Give the app's identity the roles 'Storage Queue Data Contributor' and 'Storage Blob Data Contributor', or sign in with 'az login'.",
            isTransient: false, exception),
        _ => new StorageException($"Azure Storage did not {what}: every try failed.", isTransient: true, exception),
    };

    // A queue or container of a name whose predecessor is still being deleted can be made about half a minute later.
    private static bool IsTransient(RequestFailedException exception) => exception.Status is 0 or 408 or 429 or >= 500
        || exception.ErrorCode == QueueErrorCode.QueueBeingDeleted.ToString() || exception.ErrorCode == BlobErrorCode.ContainerBeingDeleted.ToString();
}
