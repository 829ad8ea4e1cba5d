using Azure.Core;

namespace Virga.EventGrid;

/// <summary>Where notifications are sent: one Event Grid custom topic with the CloudEvents 1.0 input schema.</summary>
public sealed class EventGridOptions
{
    /// <summary>The configuration section: <c>EventGrid</c>.</summary>
    public const string Section = "EventGrid";

    /// <summary>The topic's endpoint, such as <c>https://virga.norwayeast-1.eventgrid.azure.net/api/events</c>.</summary>
    /// <value>None; required. Plain http only on loopback and with an access key.</value>
    public Uri? TopicEndpoint { get; set; }

    /// <summary>The topic's access key, in base64.</summary>
    /// <value>None: the managed identity, or whatever else <c>DefaultAzureCredential</c> finds, is used.</value>
    public string? AccessKey { get; set; }

    /// <summary>How often a request that failed for a while (408, 429, 5xx, no connection) is sent again before <see cref="EventGridTransport"/> gives up.</summary>
    /// <value>3; 0 to 10.</value>
    public int MaximumRetries { get; set; } = 3;

    /// <summary>The wait before the first retry; it doubles up to five seconds, and the service's <c>Retry-After</c> goes before.</summary>
    /// <value>400 ms; 0 to 5 s.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long one request may take.</summary>
    /// <value>10 s; more than 0, at most 100 s.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What sends the requests; set in code, by the local host and by tests. It is not disposed.</summary>
    /// <value>None: the SDK's own.</value>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>The credential used when there is no <see cref="AccessKey"/>; set in code.</summary>
    /// <value>None: <c>DefaultAzureCredential</c>.</value>
    public TokenCredential? Credential { get; set; }
}
