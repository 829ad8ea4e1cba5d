using System.Collections.Concurrent;

namespace Peers;

/// <summary>What one endpoint was asked to take, and what it took: cats, each once.</summary>
internal sealed class WebhookLog
{
    private readonly ConcurrentDictionary<string, bool> _cats = new(StringComparer.Ordinal);
    private int _requests;

    public void Ask(string cat)
    {
        Interlocked.Increment(ref _requests);
        _cats.TryAdd(cat, false);
    }

    public void Take(string cat) => _cats[cat] = true;

    public object Report() => new { requests = _requests, asked = _cats.Keys, taken = _cats.Where(cat => cat.Value).Select(cat => cat.Key) };
}
