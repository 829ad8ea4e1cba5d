namespace Virga.EventGrid;

/// <summary>The failures that are due.</summary>
internal sealed class LocalFaults
{
    private const int MaximumTimes = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LocalFault> _subscriptions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, LocalFault> _topics = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is due, subscriptions before topics.</summary>
    public IReadOnlyList<LocalFault> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _subscriptions.Values, .. _topics.Values];
            }
        }
    }

    /// <summary>Puts a fault in the place of an earlier one.</summary>
    /// <exception cref="ArgumentException">The fault is none; the message lists what is wrong.</exception>
    public void Set(LocalFault fault)
    {
        var faults = Faults(fault).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(fault));
        }

        lock (_gate)
        {
            var (all, name) = fault.Subscription is { } subscription ? (_subscriptions, subscription) : (_topics, fault.Topic!);
            if (fault.Times == 0)
            {
                all.Remove(name);
            }
            else
            {
                all[name] = fault;
            }
        }
    }

    public int? TakeForSubscription(string name) => Take(_subscriptions, name);

    public int? TakeForTopic(string name) => Take(_topics, name);

    private int? Take(Dictionary<string, LocalFault> all, string name)
    {
        lock (_gate)
        {
            if (!all.TryGetValue(name, out var fault))
            {
                return null;
            }

            if (fault.Times == 1)
            {
                all.Remove(name);
            }
            else
            {
                all[name] = fault with { Times = fault.Times - 1 };
            }

            return fault.Status;
        }
    }

    private static IEnumerable<string> Faults(LocalFault fault)
    {
        if (string.IsNullOrEmpty(fault.Subscription) == string.IsNullOrEmpty(fault.Topic))
        {
            yield return "A fault names either a subscription or a topic.";
        }

        if (fault.Status is (< 400 or > 599) && (fault.Status != 0 || fault.Topic is not null))
        {
            yield return $"The status is {fault.Status}; 400 to 599 are allowed, and 0 (no connection) for a subscription.";
        }

        if (fault.Times is < 0 or > MaximumTimes)
        {
            yield return $"Times is {fault.Times}; 0 to {MaximumTimes} are allowed.";
        }
    }
}
