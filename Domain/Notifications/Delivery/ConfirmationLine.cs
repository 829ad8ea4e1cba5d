using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Lines up the messages that ask an endpoint's owner to confirm, host by host, so that whoever may subscribe cannot make the app flood somebody who never asked for anything.</summary>
internal sealed class ConfirmationLine(Throttle throttle, IOptions<NotificationsOptions> options)
{
    private static readonly TimeSpan LongestLine = TimeSpan.FromMinutes(10);

    private readonly int _perMinute = options.Value.ConfirmationsPerHost;

    /// <summary>What a delivery that has to wait is told.</summary>
    public string Reason => $"At most {_perMinute} confirmation messages a minute go to one host.";

    /// <summary>Takes a place for the first message to a new endpoint; how long it has to wait.</summary>
    /// <exception cref="NotificationException">The line is ten minutes long: <see cref="NotificationErrors.Throttled"/>.</exception>
    public async ValueTask<TimeSpan> JoinAsync(string protocol, Uri endpoint, CancellationToken cancellationToken) =>
        await ReserveAsync(protocol, endpoint, LongestLine, cancellationToken).ConfigureAwait(false)
            ?? throw new NotificationException(NotificationErrors.Throttled, $"Rate exceeded: {Reason}") { RetryAfter = LongestLine / 10 };

    /// <summary>Takes a place for one that is sent again; how long it has to wait.</summary>
    public async ValueTask<TimeSpan> AgainAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await ReserveAsync(subscription.Protocol, subscription.Endpoint, TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false) ?? TimeSpan.Zero;

    // This machine is an endpoint in development only, and nobody to be protected from.
    private ValueTask<TimeSpan?> ReserveAsync(string protocol, Uri endpoint, TimeSpan patience, CancellationToken cancellationToken) => endpoint.IsLoopback
        ? ValueTask.FromResult<TimeSpan?>(TimeSpan.Zero)
        : throttle.ReserveAsync($"confirm-{HostOf(protocol, endpoint)}", _perMinute, TimeSpan.FromMinutes(1), patience, cancellationToken);

    // Other ports are the same machine, and so is the name with the root's dot. Behind a channel there is no host but somebody's address.
    private static string HostOf(string protocol, Uri endpoint) => protocol is "https" or "http" ? endpoint.IdnHost.TrimEnd('.') : SubscriptionTerms.KeyOf(protocol, endpoint);
}
