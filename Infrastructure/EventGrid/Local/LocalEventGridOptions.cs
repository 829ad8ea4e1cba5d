namespace Virga.EventGrid;

/// <summary>The local Event Grid's topics, keys, limits and intervals. The defaults are the service's, except that dead letters are written at once.</summary>
public sealed class LocalEventGridOptions
{
    /// <summary>The configuration section: <c>LocalEventGrid</c>.</summary>
    public const string Section = "LocalEventGrid";

    /// <summary>The name of the topic that is there by default.</summary>
    public const string DefaultTopic = "virga";

    /// <summary>The topics; set in code.</summary>
    /// <value>One, <c>virga</c>, with CloudEvents.</value>
    public IReadOnlyList<LocalTopic> Topics { get; set; } = [new(DefaultTopic)];

    /// <summary>The key of every topic, in base64.</summary>
    /// <value>None: a random one per <see cref="LocalEventGrid"/>, see <see cref="LocalEventGrid.AccessKey"/>.</value>
    public string? AccessKey { get; set; }

    /// <summary>Says whether a bearer token may publish; set in code.</summary>
    /// <value>None: every bearer token is refused.</value>
    public Func<string, CancellationToken, ValueTask<bool>>? AcceptBearer { get; set; }

    /// <summary>Where the endpoint is reached from outside; it is put into the validation events of webhooks as their <c>validationUrl</c>.</summary>
    /// <value>None: webhooks have to answer the handshake themselves.</value>
    public Uri? PublicBaseUri { get; set; }

    /// <summary>Bytes of one event.</summary>
    /// <value>1,048,576.</value>
    public int MaximumEventBytes { get; set; } = 1_048_576;

    /// <summary>Bytes of one request.</summary>
    /// <value>1,536,000.</value>
    public int MaximumRequestBytes { get; set; } = 1_536_000;

    /// <summary>Events of one request.</summary>
    /// <value>5,000.</value>
    public int MaximumRequestEvents { get; set; } = 5_000;

    /// <summary>The waits between deliveries; the last repeats.</summary>
    /// <value>Empty, which stands for the service's: 10 s, 30 s, 1 min, 5 min, 10 min, 30 min, 1 h, 3 h, 6 h, 12 h.</value>
    public IReadOnlyList<TimeSpan> RetrySchedule { get; set; } = [];

    /// <summary>The shortest wait after certain status codes, whatever the schedule says.</summary>
    /// <value>401 and 404: 5 min; 408: 2 min; 503: 30 s.</value>
    public IReadOnlyDictionary<int, TimeSpan> MinimumWaits { get; set; } = new Dictionary<int, TimeSpan>
    {
        [401] = TimeSpan.FromMinutes(5),
        [404] = TimeSpan.FromMinutes(5),
        [408] = TimeSpan.FromMinutes(2),
        [503] = TimeSpan.FromSeconds(30),
    };

    /// <summary>How long a receiver may take to answer; one that is in process goes on after that, but its event will be delivered again.</summary>
    /// <value>30 s.</value>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Deliveries under way at once, per subscription.</summary>
    /// <value>16.</value>
    public int MaximumConcurrency { get; set; } = 16;

    /// <summary>How often a queue is looked at that cannot tell when it has something (see <c>IQueueSignal</c>).</summary>
    /// <value>1 s.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a failed handshake a webhook is asked again.</summary>
    /// <value>10 s.</value>
    public TimeSpan HandshakeInterval { get; set; } = TimeSpan.FromSeconds(10);
}
