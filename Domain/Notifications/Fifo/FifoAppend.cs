namespace Virga.Notifications;

/// <summary>What appending to a group's log came to.</summary>
/// <param name="Sequence">The message's place, or that of the message it repeats.</param>
/// <param name="Recipients">Who is to be woken; empty for a repetition.</param>
/// <param name="IsDuplicate">Whether an equal message was accepted before.</param>
internal sealed record FifoAppend(long Sequence, IReadOnlyList<string> Recipients, bool IsDuplicate)
{
    public static FifoAppend DuplicateOf(long sequence) => new(sequence, [], true);
}
