namespace Virga.Notifications;

/// <summary>Delivers into a storage queue of the app's account: the envelope, or with raw delivery the body alone. As a queue of the app's own it needs no confirmation (SNS).</summary>
internal sealed class QueueChannel(IMessageQueue queue) : IDeliveryChannel
{
    public const string Name = "queue";

    // The framework's and the host's own queues: a message put there by a subscriber would be taken for one of theirs.
    private static readonly string[] Reserved = ["virga-", "azure-webjobs-"];

    public string Protocol => Name;

    public bool NeedsConfirmation => false;

    public string? Fault(string endpoint) =>
        !StorageName.IsValid(endpoint)
            ? $"'{endpoint}' is no name for a queue: it takes 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends"
            : Reserved.Any(prefix => endpoint.StartsWith(prefix, StringComparison.Ordinal)) || endpoint.EndsWith("-poison", StringComparison.Ordinal)
                ? $"queue '{endpoint}' is not for subscribers"
                : null;

    public async Task<ChannelResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var bytes = message.Body.ToMemory().Length;
        if (bytes > QueueLimits.MessageBytes)
        {
            return ChannelResult.Refuse($"A queue message holds at most {QueueLimits.MessageBytes} bytes; this one has {bytes}.");
        }

        try
        {
            await queue.SendAsync(message.Endpoint, message.Body, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            return ChannelResult.Delivered;
        }
        catch (StorageException error)
        {
            return error.IsTransient ? ChannelResult.Retry(error.Message) : ChannelResult.Refuse(error.Message);
        }
    }
}
