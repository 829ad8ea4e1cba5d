using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary>What <see cref="EventGridServer"/> serves.</summary>
internal sealed record EventGridServerOptions
{
    public required int Port { get; init; }

    public required string DataSource { get; init; }

    /// <summary>The topic's key, base64.</summary>
    public required string Key { get; init; }

    public string Topic { get; init; } = LocalEventGridOptions.DefaultTopic;

    public EventGridSchema Schema { get; init; }

    /// <summary>The webhooks that get every event.</summary>
    public IReadOnlyList<Uri> Forwards { get; init; } = [];

    public bool AcceptBearer { get; init; }
}
