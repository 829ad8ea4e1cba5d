namespace Virga.Notifications;

/// <summary>What carries planned notifications to <c>DeliverEvents</c>: Event Grid. It knows nothing of topics, policies and subscriptions.</summary>
public interface IEventTransport
{
    /// <summary>Hands events over; when this returns, the transport has accepted every one of them. Some may have been accepted when it throws: sending again is safe.</summary>
    /// <exception cref="EventTransportException">The transport refused or could not answer; <see cref="EventTransportException.Refused"/> has the events that it will never take.</exception>
    Task SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken = default);
}
