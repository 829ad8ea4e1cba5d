namespace Virga.Notifications;

/// <summary>How notifications are relayed and delivered.</summary>
public sealed class NotificationsOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Notifications";

    /// <summary>Whose limits hold for filter policies and subscriptions: with <see cref="Compat.Sns"/> a policy has at most 5 keys, 150 combinations and 100 wildcard points, and a topic 200 policies.</summary>
    /// <value>Virga</value>
    public Compat Compat { get; set; }

    /// <summary>Where the app is reached from outside: an absolute http or https URL without query, to which <c>/api/…</c> is added in the links of webhook messages. Never taken from a request.</summary>
    /// <value>null: webhooks cannot be subscribed.</value>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>What goes before a topic's name in <c>TopicArn</c>.</summary>
    /// <value>arn:virga:sns:local:000000000000:</value>
    public string TopicArnPrefix { get; set; } = "arn:virga:sns:local:000000000000:";

    /// <summary>Whether a commit wakes the relay in its own process at once; without, the change feed and the sweeper do all the work.</summary>
    /// <value>true</value>
    public bool Nudge { get; set; } = true;

    /// <summary>What tells this instance of the app from others, the same after a restart, and of one process at a time: what the process before this one planned and did not send is then sent at once.</summary>
    /// <value>null: a relay waits for <see cref="SweepAfter"/>. The hosts set it: <c>local</c> where the data directory is locked, and Azure's name for the machine (<c>WEBSITE_INSTANCE_ID</c>, or <c>WEBSITE_POD_NAME</c>).</value>
    public string? Instance { get; set; }

    /// <summary>How many messages one process relays at once, 1 to 100. Their events travel together.</summary>
    /// <value>16</value>
    public int RelayConcurrency { get; set; } = 16;

    /// <summary>After how long without progress the sweeper takes up a message, more than 0 and at most 1 hour. For as long, too, a relay leaves a message to the one that planned it.</summary>
    /// <value>1 minute</value>
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most messages one sweep takes up, 1 to 10,000.</summary>
    /// <value>5,000</value>
    public int SweepLimit { get; set; } = 5000;

    /// <summary>From which age of the oldest message that is not sent the health check <c>outbox</c> says degraded, from 1 second to 1 day.</summary>
    /// <value>5 minutes</value>
    public TimeSpan OutboxAlarm { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an outbox record is kept once it is sent, from 1 minute to 10 years: as long a standard topic's messages can be replayed.</summary>
    /// <value>7 days</value>
    public TimeSpan KeepSent { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a handler's inbox marker is kept, from 7 days to 10 years: a message that comes again later may take effect again.</summary>
    /// <value>7 days</value>
    public TimeSpan KeepInbox { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The most subscriptions a topic has besides functions, 1 to 5,000; all of a topic's are in one registry document.</summary>
    /// <value>1,000</value>
    public int SubscriptionsPerTopic { get; set; } = 1000;

    /// <summary>How long a subscription waits for its confirmation, and one that its link has ended to be taken back: from 1 second to 7 days.</summary>
    /// <value>2 days (SNS)</value>
    public TimeSpan ConfirmationLife { get; set; } = TimeSpan.FromDays(2);

    /// <summary>When failed deliveries are tried again, unless the subscription says otherwise.</summary>
    /// <value>3 retries, 20 seconds apart (SNS)</value>
    public RetryPolicy Retry { get; set; } = new(); // its own: configuration is bound into the object that is there

    /// <summary>The number of times a queue message may be taken before it is given up, 2 to 100. Only crashes count: a refused delivery is a new message. It must not exceed the host's own limit (<c>maxDequeueCount</c>, 5).</summary>
    /// <value>5</value>
    public int MaximumDequeues { get; set; } = 5;

    /// <summary>For how long a process keeps a group of a FIFO topic to itself while it delivers, from 1 second to 10 minutes; renewed as long as it lives. So long a group stands still when its process dies.</summary>
    /// <value>30 seconds</value>
    public TimeSpan FifoLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how many failures in a row an endpoint is left alone, 1 to 1,000: its circuit opens.</summary>
    /// <value>10</value>
    public int CircuitFailures { get; set; } = 10;

    /// <summary>How long an endpoint is left alone before one message tries it, more than 0 and at most 1 hour; each time in vain it is twice as long.</summary>
    /// <value>30 seconds</value>
    public TimeSpan CircuitProbe { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest an endpoint is left alone, from <see cref="CircuitProbe"/> to 1 hour.</summary>
    /// <value>5 minutes</value>
    public TimeSpan CircuitLongestProbe { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Of how many in a hundred messages successful deliveries are written into the delivery log, 0 to 100. Failures always are.</summary>
    /// <value>0 (SNS)</value>
    public int SuccessSampleRate { get; set; }

    /// <summary>The most confirmation messages a minute that go to one host, over all processes and subscriptions, repetitions included: 1 to 6,000. So nobody can use the app to flood a host by subscribing it.
    /// What is over waits for its turn; when ten minutes' worth are waiting, subscribing is refused with <c>throttled</c>. An address behind an <see cref="IDeliveryChannel"/> counts as a host.</summary>
    /// <value>60</value>
    public int ConfirmationsPerHost { get; set; } = 60;

    /// <summary>The most requests one process has in flight to one host, 1 to 1,000; what comes on top waits in the queue, uncounted.</summary>
    /// <value>16</value>
    public int RequestsPerHost { get; set; } = 16;
}
