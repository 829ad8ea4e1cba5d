namespace Virga.Notifications;

/// <summary>A scalar value of a message as rules look at it.</summary>
/// <param name="kind">Its type.</param>
/// <param name="text">A text's characters; of no meaning for other types.</param>
/// <param name="number">The number, when it is one that can be compared.</param>
internal readonly ref struct ValueView(FieldKind kind, ReadOnlySpan<char> text, JsonNumber? number)
{
    public readonly FieldKind Kind = kind;
    public readonly ReadOnlySpan<char> Text = text;
    public readonly JsonNumber? Number = number;
}
