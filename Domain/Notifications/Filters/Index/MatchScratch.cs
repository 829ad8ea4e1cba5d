namespace Virga.Notifications;

/// <summary>The memory one match needs; an index keeps some for the next ones.</summary>
internal sealed class MatchScratch(int paths, int nodes)
{
    public ScannedMessage Message { get; } = new(paths);

    public NodeQueue Queue { get; } = new(nodes);

    /// <summary>The policies that have been found to match, so that each is said once.</summary>
    public HashSet<int> Matched { get; } = [];

    public ConsistencyCheck Consistency { get; } = new();

    public void Clear()
    {
        Message.Clear();
        Queue.Clear();
        Matched.Clear();
    }
}
