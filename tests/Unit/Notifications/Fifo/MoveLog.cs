using System.Collections.Concurrent;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>What the handlers got, and whether two were ever at one group at the same time.</summary>
internal sealed class MoveLog
{
    private readonly ConcurrentDictionary<string, int> _inFlight = new();

    public ConcurrentQueue<(string Subscriber, string Group, int Number, Notification<Move> Notification)> Got { get; } = new();

    public ConcurrentQueue<string> Overlaps { get; } = new();

    /// <summary>What a handler does before it is done: fail, or wait.</summary>
    public Func<string, Notification<Move>, Task>? OnMove { get; set; }

    public async Task HandleAsync(string subscriber, Notification<Move> notification)
    {
        var key = $"{subscriber}/{notification.Group}";
        if (_inFlight.AddOrUpdate(key, 1, (_, count) => count + 1) > 1)
        {
            Overlaps.Enqueue(key);
        }

        try
        {
            if (OnMove is { } act)
            {
                await act(subscriber, notification);
            }

            Got.Enqueue((subscriber, notification.Group!, notification.Body.Number, notification));
        }
        finally
        {
            _inFlight.AddOrUpdate(key, 0, (_, count) => count - 1);
        }
    }

    /// <summary>What a subscriber got of a group: first deliveries in their order.</summary>
    public IReadOnlyList<int> Of(string subscriber, string group) => [.. Got.Where(got => got.Subscriber == subscriber && got.Group == group).Select(got => got.Number).Distinct()];
}
