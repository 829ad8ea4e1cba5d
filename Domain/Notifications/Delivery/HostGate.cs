using System.Collections.Concurrent;

namespace Virga.Notifications;

/// <summary>Bounds the requests this process has in flight to each host, so that a slow one does not hold all workers.</summary>
internal sealed class HostGate(int limit)
{
    private readonly ConcurrentDictionary<string, int> _inFlight = new(StringComparer.OrdinalIgnoreCase);

    public bool TryEnter(string host)
    {
        if (_inFlight.AddOrUpdate(host, 1, static (_, count) => count + 1) <= limit)
        {
            return true;
        }

        Leave(host);
        return false;
    }

    public void Leave(string host)
    {
        if (_inFlight.AddOrUpdate(host, 0, static (_, count) => count - 1) == 0)
        {
            _inFlight.TryRemove(new KeyValuePair<string, int>(host, 0));
        }
    }
}
