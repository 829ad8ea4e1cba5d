namespace Virga.Notifications;

/// <summary>One scalar value of a message.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Text">A text's value; anything else as written.</param>
/// <param name="Number">The number, when it is one that can be compared.</param>
/// <param name="Element">The innermost list element the value is in; null when it is in none.</param>
/// <param name="Where">Its path with the positions in lists, such as <c>prices[0].amount</c>.</param>
internal readonly record struct FieldValue(FieldKind Kind, string Text, JsonNumber? Number, ArrayElement? Element, string Where)
{
    public ValueView View => new(Kind, Text, Number);

    public override string ToString() => Kind == FieldKind.Text ? $"\"{Text}\"" : Text;
}
