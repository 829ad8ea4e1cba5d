namespace Virga.Notifications;

/// <summary>An element of a list in a message's body: which list, and which element that list is itself in.</summary>
internal sealed class ArrayElement(int list, ArrayElement? parent)
{
    public int List { get; } = list;

    public ArrayElement? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 1 : parent.Depth + 1;
}
