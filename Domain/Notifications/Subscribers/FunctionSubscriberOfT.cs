using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A function subscriber with its types.</summary>
internal sealed class FunctionSubscriber<TBody, THandler>(string name, Topic<TBody> topic, string? filterPolicy, FilterScope scope)
    : FunctionSubscriber(name, topic, typeof(THandler), filterPolicy, scope)
    where THandler : class, ISubscriber<TBody>
{
    public override async Task InvokeAsync(IServiceProvider services, Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        var notification = new Notification<TBody>(message.MessageId, message.Topic, message.Subject, message.Timestamp, message.Attributes, Read(message))
        {
            Group = message.MessageGroupId,
            SequenceNumber = message.SequenceNumber,
            IsReplayed = delivery.IsReplayed,
        };
        var context = new SubscriberContext(
            services.GetRequiredService<IDocuments>(),
            services.GetRequiredService<IDocumentStore>(),
            Recipient,
            message,
            delivery.Attempt,
            services.GetRequiredService<IOptions<NotificationsOptions>>().Value.KeepInbox,
            services.GetRequiredService<TimeProvider>());
        await services.GetRequiredService<THandler>().HandleAsync(notification, context, cancellationToken).ConfigureAwait(false);
    }

    private TBody Read(NotificationMessage message)
    {
        try
        {
            return topic.Read(message.For(SnsProtocol.Lambda).Body);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new UnreadableBodyException(message.Topic, error);
        }
    }
}
