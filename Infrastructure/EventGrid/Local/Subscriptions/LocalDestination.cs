namespace Virga.EventGrid;

/// <summary>Where a local subscription's events go.</summary>
public abstract record LocalDestination
{
    private LocalDestination()
    {
    }

    /// <summary>A delegate in this process.</summary>
    /// <param name="deliver">Takes the JSON that a webhook would be sent: one CloudEvent, or an array of them when the subscription batches, or an array in Event Grid's schema. Answers an HTTP status: 200 to 204 for done. One that throws counts as 500. The memory is its to keep.</param>
    public static LocalDestination To(Func<ReadOnlyMemory<byte>, CancellationToken, Task<int>> deliver)
    {
        ArgumentNullException.ThrowIfNull(deliver);
        return new InProcess(deliver);
    }

    /// <summary>A webhook. It gets nothing before it has answered the validation handshake.</summary>
    /// <param name="endpoint">An absolute URI without user name.</param>
    public static LocalDestination To(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new Webhook(endpoint);
    }

    internal sealed record InProcess(Func<ReadOnlyMemory<byte>, CancellationToken, Task<int>> Deliver) : LocalDestination;

    internal sealed record Webhook(Uri Endpoint) : LocalDestination;
}
