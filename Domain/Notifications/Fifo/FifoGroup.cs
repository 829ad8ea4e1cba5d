namespace Virga.Notifications;

/// <summary>How far a subscriber is in a group of a FIFO topic.</summary>
/// <param name="Group">The group.</param>
/// <param name="Position">The sequence number of the last message that is settled, 20 digits.</param>
/// <param name="Attempt">Which attempt at the next message comes next, 1 the first.</param>
/// <param name="Blocked">Why nothing more is delivered until the group is resumed; null when nothing stands in the way.</param>
public sealed record FifoGroup(string Group, string Position, int Attempt, string? Blocked);
