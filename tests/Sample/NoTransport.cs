using Virga.Notifications;

namespace Sample;

/// <summary>An event transport that is down.</summary>
internal sealed class NoTransport : IEventTransport
{
    public Task SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken = default) =>
        throw new EventTransportException("It is down.", isTransient: true);
}
