namespace Virga.EventGrid;

/// <summary>A failure to have on demand: the next deliveries of a subscription, or the next requests of publishers to a topic, are answered with a status and nothing else happens.</summary>
/// <param name="Status">400 to 599; 408 counts as a time-out. For a subscription also 0, which stands for no connection.</param>
/// <param name="Times">How often: 0 to 10,000; 0 takes the fault back.</param>
public sealed record LocalFault(int Status, int Times = 1)
{
    /// <summary>The subscription that cannot be delivered to.</summary>
    /// <value>None; give either this or <see cref="Topic"/>.</value>
    public string? Subscription { get; init; }

    /// <summary>The topic that cannot be published to.</summary>
    /// <value>None; give either this or <see cref="Subscription"/>.</value>
    public string? Topic { get; init; }
}
