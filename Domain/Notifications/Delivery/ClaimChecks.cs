using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Messages too large for events and queue messages: put into a blob, named by day and message id, so that writing twice is harmless and old ones are found in order.</summary>
/// <remarks>
/// Several recipients share a blob, so none of them may remove it: it goes by age (<see cref="ClaimSweeper"/>), once nothing under way can name it any more. A delivery that is
/// still tried after <see cref="RenewAfter"/> gets a new one, and waits at most seven days (<see cref="QueueLimits"/>) for its next attempt. Dead letters keep bodies of their own.
/// </remarks>
internal sealed class ClaimChecks(IBlobStore blobs, TimeProvider time)
{
    /// <summary>The container of the messages.</summary>
    public const string Container = "virga-claims";

    /// <summary>The most bytes of a message that travels inside an event, counted as SNS does: 48 KiB.</summary>
    public const int InlineBytes = 48 * 1024;

    /// <summary>From what age on a blob is written anew for a delivery that needs it once more.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromDays(7);

    /// <summary>How long a blob is kept: the age at which it is no longer renewed, the longest wait in the queue, and a margin.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(16);

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Stores a message and gives back the blob's name.</summary>
    public async Task<string> PutAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var name = $"{time.GetUtcNow().ToString(DateFormat, CultureInfo.InvariantCulture)}/{message.Topic}/{message.MessageId}";
        var json = new JsonObject();
        MessageJson.Write(json, message);
        await blobs.WriteAsync(Container, name, JsonText.ToData(json), cancellationToken).ConfigureAwait(false);
        return name;
    }

    /// <summary>The blob a delivery goes on with: the one it has, or a new one when that might be swept before the next attempt.</summary>
    public async Task<string?> RenewAsync(string? blob, NotificationMessage message, CancellationToken cancellationToken) =>
        blob is null || DayOf(blob) is not { } day || time.GetUtcNow() - day < RenewAfter ? blob : await PutAsync(message, cancellationToken).ConfigureAwait(false);

    /// <summary>The start of the day a blob was written on; null for a name that is not one of these.</summary>
    public static DateTimeOffset? DayOf(string blob) =>
        blob.Length > DateFormat.Length && blob[DateFormat.Length] == '/'
        && DateTimeOffset.TryParseExact(blob.AsSpan(0, DateFormat.Length), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? day
            : null;

    /// <summary>The whole message; null when its blob is gone.</summary>
    public async Task<NotificationMessage?> RestoreAsync(NotificationMessage message, string? blob, CancellationToken cancellationToken)
    {
        if (blob is null)
        {
            return message;
        }

        if (await blobs.ReadAsync(Container, blob, cancellationToken).ConfigureAwait(false) is not { } data)
        {
            return null;
        }

        using var document = JsonDocument.Parse(data);
        return MessageJson.Read(document.RootElement);
    }
}
