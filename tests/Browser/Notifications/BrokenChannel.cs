using Virga.Notifications;

namespace Browser.Notifications;

/// <summary>A channel whose endpoints never take anything.</summary>
internal sealed class BrokenChannel : IDeliveryChannel
{
    public string Protocol => "broken";

    public bool NeedsConfirmation => false;

    public string? Fault(string endpoint) => null;

    public Task<ChannelResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken) => Task.FromResult(ChannelResult.Retry("It is broken."));
}
