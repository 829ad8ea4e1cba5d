namespace Virga.Notifications;

/// <summary>Delivers to endpoints of one protocol: e-mail, SMS, chat, another broker. Register yours as a singleton of this type; queues (<c>queue</c>) come with the framework.</summary>
/// <remarks>Retries, throttle, circuit, filter and dead letter are the framework's: a channel makes one attempt and tells how it went. It has 15 seconds for it, as a webhook has: then its token is cancelled, and the attempt has failed.</remarks>
public interface IDeliveryChannel
{
    /// <summary>The protocol's name in subscriptions: lower-case ASCII letters, digits and dashes, a letter first. Not <c>https</c> and <c>http</c>.</summary>
    string Protocol { get; }

    /// <summary>Whether the endpoint's owner has to agree: then the first message is one to confirm with, and nothing else is sent before.</summary>
    bool NeedsConfirmation { get; }

    /// <summary>What is wrong with an endpoint, in words for who subscribes it; null for nothing.</summary>
    string? Fault(string endpoint);

    /// <summary>Delivers one message once. What is thrown is a failure that may pass.</summary>
    Task<ChannelResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken);
}
