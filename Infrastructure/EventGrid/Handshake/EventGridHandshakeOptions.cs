namespace Virga.EventGrid;

/// <summary>Whom <see cref="EventGridHandshake"/> lets deliver.</summary>
public sealed class EventGridHandshakeOptions
{
    /// <summary>The origins that may deliver CloudEvents; <c>*</c> stands for any.</summary>
    /// <value><c>eventgrid.azure.net</c>, the service's own.</value>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = ["eventgrid.azure.net"];

    /// <summary>Requests a minute that are allowed; null for as many as are asked for.</summary>
    /// <value>Null.</value>
    public int? AllowedRate { get; init; }
}
