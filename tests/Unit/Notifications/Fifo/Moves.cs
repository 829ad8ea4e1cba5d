using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The tests' FIFO topics.</summary>
internal static class Moves
{
    public static readonly Topic<Move> Topic = Virga.Notifications.Topic.DefineFifo<Move>("moves.fifo");

    public static readonly Topic<Move> ByContent = Virga.Notifications.Topic.DefineFifo<Move>("content.fifo", contentBasedDeduplication: true);
}
