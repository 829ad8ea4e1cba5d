namespace Peers;

/// <summary>What one endpoint was asked to take, and what it took: each message once, in the order in which it first was.</summary>
internal sealed class WebhookLog
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _taken = [];
    private int _requests;

    public void Ask(string item)
    {
        lock (_gate)
        {
            _requests++;
            _asked.Add(item);
        }
    }

    public void Take(string item)
    {
        lock (_gate)
        {
            if (_known.Add(item))
            {
                _taken.Add(item);
            }
        }
    }

    public object Report()
    {
        lock (_gate)
        {
            return new { requests = _requests, asked = _asked.ToList(), taken = _taken.ToList() };
        }
    }
}
