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
    private readonly ConcurrentDictionary<string, ActiveSubscription> subscriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();
    private readonly IMessageQueue queues;
    private readonly DeliveryStore store;
    private readonly LocalEventGridOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<LocalEventGrid> logger;
    private readonly IWebhookTransport? webhooks;
    private readonly PublishEndpoint endpoint;
    private readonly LocalFaults faults = new();
    private readonly DeliveryJournal journal;
    private bool started;

    /// <summary>A local Event Grid that keeps its events in the given queues and blobs. It delivers once <see cref="Start"/> is called.</summary>
    /// <exception cref="OptionsValidationException">The options are not valid; the message lists every fault.</exception>
    public LocalEventGrid(
        IMessageQueue queues, IBlobStore blobs, IOptions<LocalEventGridOptions> options, TimeProvider time, ILogger<LocalEventGrid> logger, IWebhookTransport? webhooks = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options.Value;
        if (new LocalEventGridOptionsValidator().Validate(null, this.options) is { Failed: true } invalid)
        {
            throw new OptionsValidationException(LocalEventGridOptions.Section, typeof(LocalEventGridOptions), invalid.Failures);
        }

        this.queues = queues;
        this.time = time;
        this.logger = logger;
        this.webhooks = webhooks;
        store = new DeliveryStore(queues, blobs);
        journal = new DeliveryJournal(time);
        Administration = new RuntimeSubscriptions(this, queues, blobs, logger);
        AccessKey = this.options.AccessKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        endpoint = new PublishEndpoint(this.options, new PublishAuthorization(AccessKey, this.options.AcceptBearer, time), faults, StoreAsync, logger);
    }

    /// <summary>The key to publish with: the configured one, or a random one.</summary>
    public string AccessKey { get; }

    /// <summary>The subscriptions as they stand, by name.</summary>
    public IReadOnlyList<LocalSubscriptionStatus> Subscriptions => [.. subscriptions.Values.Select(active => active.Status).OrderBy(status => status.Name, StringComparer.Ordinal)];

    /// <summary>The failures that are due.</summary>
    public IReadOnlyList<LocalFault> Faults => faults.All;

    internal RuntimeSubscriptions Administration { get; }

    /// <summary>Makes the next deliveries of a subscription, or the next requests to a topic, fail.</summary>
    /// <exception cref="ArgumentException">The fault is not valid; the message lists what is wrong with it.</exception>
    public void Fail(LocalFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        faults.Set(fault);
    }

    /// <summary>The last 1,000 things that happened to events, oldest first: filtered out and why, queued, delivered, tried again, given up.</summary>
    /// <param name="subscription">Those of one subscription; null for all.</param>
    /// <param name="eventId">Those of one event; null for all.</param>
    public IReadOnlyList<LocalDelivery> Deliveries(string? subscription = null, string? eventId = null) => journal.Read(subscription, eventId);

    /// <summary>Adds a subscription; events published from now on reach it. A webhook gets them once it has answered the handshake, which is asked for in the background.</summary>
    /// <exception cref="ArgumentException">The subscription is not valid, or there is one of this name; the message lists every fault.</exception>
    public void Subscribe(LocalSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ThrowIfInvalid(subscription);
        var active = Activate(subscription);
        lock (gate)
        {
            if (!subscriptions.TryAdd(subscription.Name, active))
            {
                throw new ArgumentException($"There is a subscription '{subscription.Name}' already.", nameof(subscription));
            }

            if (started)
            {
                active.Dispatcher.Start();
            }
        }
    }

    /// <summary>Removes a subscription once its deliveries under way are done. What waits for it stays stored. False when there is none of this name.</summary>
    public async Task<bool> UnsubscribeAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!subscriptions.TryRemove(name, out var active))
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
        lock (gate)
        {
            if (started)
            {
                return;
            }

            started = true;
            foreach (var active in subscriptions.Values)
            {
                active.Dispatcher.Start();
            }
        }
    }

    /// <summary>Stops delivering: nothing new is begun, and what is under way is waited for until the token is cancelled. Events are still accepted.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(subscriptions.Values.Select(active => active.Dispatcher.StopAsync(cancellationToken)));

    /// <summary>A handler that answers publishers in this process without a socket, whatever host their endpoint names. Its disposal does nothing.</summary>
    public HttpMessageHandler CreateHandler() => new LocalEventGridHandler(endpoint);

    /// <summary>Stops at once and cancels what is under way; that will be delivered again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var active in subscriptions.Values)
        {
            await active.Dispatcher.DisposeAsync().ConfigureAwait(false);
        }

        subscriptions.Clear();
        Administration.Dispose();
    }

    /// <exception cref="ArgumentException">The subscription is not valid; the message lists every fault.</exception>
    internal void ThrowIfInvalid(LocalSubscription subscription)
    {
        var wrong = SubscriptionRules.Faults(subscription, options.Topics.FirstOrDefault(topic => topic.Name.Equals(subscription.Topic, StringComparison.OrdinalIgnoreCase))).ToList();
        if (subscription.Destination is LocalDestination.Webhook && webhooks is null)
        {
            wrong.Add("It delivers to a webhook, and no IWebhookTransport was given. Add one with AddVirgaWebhookHttp().");
        }

        if (wrong.Count > 0)
        {
            throw new ArgumentException($"The subscription '{subscription.Name}' is not valid. {string.Join(' ', wrong)}", nameof(subscription));
        }
    }

    internal Task<PublishReply> PublishAsync(PublishRequest request, CancellationToken cancellationToken) => endpoint.HandleAsync(request, cancellationToken);

    /// <summary>What getting a validation URL does. False when no webhook waits for that.</summary>
    internal bool Confirm(string topic, string code) => subscriptions.Values.Any(active =>
        active.Subscription.Topic.Equals(topic, StringComparison.OrdinalIgnoreCase) && active.Handshake is { } handshake && handshake.Code == code && handshake.ConfirmByHand());

    private async Task StoreAsync(LocalTopic topic, IReadOnlyList<PublishedEvent> events, CancellationToken cancellationToken)
    {
        var deliveries = 0;
        foreach (var active in subscriptions.Values.Where(active => active.Subscription.Topic.Equals(topic.Name, StringComparison.OrdinalIgnoreCase)))
        {
            // Each event by itself: one that no filter lets through changes nothing for the others.
            foreach (var published in events)
            {
                var id = EventKeys.Text(published.Json, "id")!;
                if (!active.Subscription.Filter.Matches(published.Json))
                {
                    journal.Add(id, active.Subscription.Name, "FilteredOut", reason: active.Subscription.Filter.Explain(published.Json));
                    continue;
                }

                await store.AddAsync(active.Queue, new StoredDelivery(topic.Name, published.Schema, time.GetUtcNow(), published.Utf8) { Id = id }, cancellationToken).ConfigureAwait(false);
                journal.Add(id, active.Subscription.Name, "Queued");
                deliveries++;
                active.Waiter.Nudge();
            }
        }

        Log.Published(logger, events.Count, topic.Name, deliveries);
    }

    private ActiveSubscription Activate(LocalSubscription subscription)
    {
        var queue = SubscriptionRules.QueueName(subscription.Name);
        var waiter = new QueueWaiter(queues, queue, options.PollInterval, time);
        WebhookHandshake? handshake = null;
        IDeliveryTarget target;
        if (subscription.Destination is LocalDestination.Webhook { Endpoint: var uri })
        {
            handshake = new WebhookHandshake(subscription, uri, webhooks!, options, time, logger);
            target = new WebhookTarget(subscription, uri, webhooks!, handshake, options.DeliveryTimeout, time);
        }
        else
        {
            target = new InProcessTarget(subscription.Name, ((LocalDestination.InProcess)subscription.Destination).Deliver, options.DeliveryTimeout, time, logger);
        }

        var attempt = new DeliveryAttempt(subscription, queue, store, target, new RetryRules(options, subscription), faults, journal, time, logger);
        return new ActiveSubscription(subscription, queue, new SubscriptionDispatcher(subscription, queue, store, target, attempt, waiter, options, time, logger), waiter, handshake);
    }
}
