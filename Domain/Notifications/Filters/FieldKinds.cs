namespace Virga.Notifications;

internal static class FieldKinds
{
    /// <summary>The value of one of JSON's three literals.</summary>
    public static FieldValue Literal(string text, ArrayElement? element) => new(
        text switch
        {
            "true" => FieldKind.True,
            "false" => FieldKind.False,
            _ => FieldKind.Null,
        },
        text,
        null,
        element);
}
