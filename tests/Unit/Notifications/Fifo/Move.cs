namespace Unit.Notifications;

/// <summary>The body of the tests' FIFO topics.</summary>
internal sealed record Move(string Cat, int Number);
