namespace Virga.Notifications;

/// <summary>A rule and where a value that meets it leads.</summary>
internal readonly record struct RuleTarget(ValueRule Rule, MatchNode Node)
{
    public void Try(in ValueView value, NodeQueue queue)
    {
        if (Rule.Matches(value))
        {
            queue.Add(Node);
        }
    }
}
