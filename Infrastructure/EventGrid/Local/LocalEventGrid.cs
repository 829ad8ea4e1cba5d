using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Event Grid on this machine: takes published events over the service's own HTTP, keeps them, and delivers them to subscriptions by the service's rules.</summary>
/// <remarks>
/// An accepted event is stored before the publisher is answered, once for each subscription whose filter it passes, and delivered at least once, in no order.
/// Register subscriptions before events are published, and under the same names after a restart: what waits for them waits under their names.
/// Publish through <see cref="CreateHandler"/> without a socket, or through <see cref="Microsoft.AspNetCore.Builder.LocalEventGridEndpoints.MapLocalEventGrid(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder, LocalEventGrid, string)"/> over one.
/// </remarks>
public sealed class LocalEventGrid : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ActiveSubscription> _subscriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly SubscriptionActivation _activation;
    private readonly PublishEndpoint _endpoint;
    private readonly LocalFaults _faults = new();
    private readonly DeliveryJournal _journal;
    private bool _started;

    /// <summary>A local Event Grid that keeps its events in the given queues and blobs. It delivers once <see cref="Start"/> is called.</summary>
    /// <exception cref="OptionsValidationException">The options are not valid; the message lists every fault.</exception>
    public LocalEventGrid(
        IMessageQueue queues, IBlobStore blobs, IOptions<LocalEventGridOptions> options, TimeProvider time, ILogger<LocalEventGrid> logger, IWebhookTransport? webhooks = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.Value;
        if (new LocalEventGridOptionsValidator().Validate(null, settings) is { Failed: true } invalid)
        {
            throw new OptionsValidationException(LocalEventGridOptions.Section, typeof(LocalEventGridOptions), invalid.Failures);
        }

        var store = new DeliveryStore(queues, blobs);
        _journal = new DeliveryJournal(time);
        _activation = new SubscriptionActivation(queues, store, settings, webhooks, _faults, _journal, time, logger);
        Administration = new RuntimeSubscriptions(this, queues, blobs, logger);
        AccessKey = settings.AccessKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var fanOut = new EventFanOut(() => _subscriptions.Values, store, _journal, time, logger);
        _endpoint = new PublishEndpoint(settings, new PublishAuthorization(AccessKey, settings.AcceptBearer, time), _faults, fanOut.StoreAsync, logger);
    }

    /// <summary>The key to publish with: the configured one, or a random one.</summary>
    public string AccessKey { get; }

    /// <summary>The subscriptions as they stand, by name.</summary>
    public IReadOnlyList<LocalSubscriptionStatus> Subscriptions => [.. _subscriptions.Values.Select(active => active.Status).OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <summary>The failures that are due.</summary>
    public IReadOnlyList<LocalFault> Faults => _faults.All;

    internal RuntimeSubscriptions Administration { get; }

    /// <summary>Makes the next deliveries of a subscription, or the next requests to a topic, fail.</summary>
    /// <exception cref="ArgumentException">The fault is not valid; the message lists what is wrong with it.</exception>
    public void Fail(LocalFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _faults.Set(fault);
    }

    /// <summary>The last 1,000 things that happened to events, oldest first: filtered out and why, queued, delivered, tried again, given up.</summary>
    /// <param name="subscription">Those of one subscription; null for all.</param>
    /// <param name="eventId">Those of one event; null for all.</param>
    public IReadOnlyList<LocalDelivery> Deliveries(string? subscription = null, string? eventId = null) => _journal.Read(subscription, eventId);

    /// <summary>Adds a subscription; events published from now on reach it. A webhook gets them once it has answered the handshake, which is asked for in the background.</summary>
    /// <exception cref="ArgumentException">The subscription is not valid, or there is one of this name; the message lists every fault.</exception>
    public void Subscribe(LocalSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ThrowIfInvalid(subscription);
        var active = _activation.Activate(subscription);
        lock (_gate)
        {
            if (!_subscriptions.TryAdd(subscription.Name, active))
            {
                throw new ArgumentException($"There is a subscription '{subscription.Name}' already.", nameof(subscription));
            }

            if (_started)
            {
                active.Dispatcher.Start();
            }
        }
    }

    /// <summary>Removes a subscription once its deliveries under way are done. What waits for it stays stored. False when there is none of this name.</summary>
    public async Task<bool> UnsubscribeAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!_subscriptions.TryRemove(name, out var active))
        {
            return false;
        }

        await active.Dispatcher.StopAsync(cancellationToken).ConfigureAwait(false);
        await active.Dispatcher.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Begins to deliver.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started)
            {
                return;
            }

            _started = true;
            foreach (var active in _subscriptions.Values)
            {
                active.Dispatcher.Start();
            }
        }
    }

    /// <summary>Stops delivering: nothing new is begun, and what is under way is waited for until the token is cancelled. Events are still accepted.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_subscriptions.Values.Select(active => active.Dispatcher.StopAsync(cancellationToken)));

    /// <summary>A handler that answers publishers in this process without a socket, whatever host their endpoint names. Its disposal does nothing.</summary>
    public HttpMessageHandler CreateHandler() => new LocalEventGridHandler(_endpoint);

    /// <summary>Stops at once and cancels what is under way; that will be delivered again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var active in _subscriptions.Values)
        {
            await active.Dispatcher.DisposeAsync().ConfigureAwait(false);
        }

        _subscriptions.Clear();
        Administration.Dispose();
    }

    /// <exception cref="ArgumentException">The subscription is not valid; the message lists every fault.</exception>
    internal void ThrowIfInvalid(LocalSubscription subscription) => _activation.ThrowIfInvalid(subscription);

    internal Task<PublishReply> PublishAsync(PublishRequest request, CancellationToken cancellationToken) => _endpoint.HandleAsync(request, cancellationToken);

    /// <summary>What getting a validation URL does. False when no webhook waits for that.</summary>
    internal bool Confirm(string topic, string code) => _subscriptions.Values.Any(active =>
        active.Subscription.Topic.Equals(topic, StringComparison.OrdinalIgnoreCase) && active.Handshake is { } handshake && handshake.Code == code && handshake.ConfirmByHand());
}
