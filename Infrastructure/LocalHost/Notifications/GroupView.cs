using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>A group of a FIFO topic that a subscriber is in the middle of, or that stands still.</summary>
internal sealed record GroupView(string Group, string Position, int Attempt, string? Blocked)
{
    public static GroupView Of(FifoGroup group) => new(group.Group, group.Position, group.Attempt, group.Blocked);
}
