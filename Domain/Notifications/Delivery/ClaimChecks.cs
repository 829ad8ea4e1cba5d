using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Messages too large for events and queue messages: put into a blob, named by message id, so that writing twice is harmless.</summary>
/// <remarks>Blobs are not removed here, for retries and redrives may need them for long: give the container a lifecycle rule (Azure) of more than the longest retry.</remarks>
internal sealed class ClaimChecks(IBlobStore blobs)
{
    /// <summary>The container of the messages.</summary>
    public const string Container = "virga-claims";

    /// <summary>The most bytes of a message that travels inside an event, counted as SNS does: 48 KiB.</summary>
    public const int InlineBytes = 48 * 1024;

    /// <summary>Stores a message and gives back the blob's name.</summary>
    public async Task<string> PutAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        var name = $"{message.Topic}/{message.MessageId}";
        var json = new JsonObject();
        MessageJson.Write(json, message);
        await blobs.WriteAsync(Container, name, JsonText.ToData(json), cancellationToken).ConfigureAwait(false);
        return name;
    }

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
