using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Tells the kinds of JSON's values.</summary>
internal static class FieldKinds
{
    /// <summary>The kind of a scalar token.</summary>
    public static FieldKind Of(JsonTokenType token) => token switch
    {
        JsonTokenType.String => FieldKind.Text,
        JsonTokenType.Number => FieldKind.Number,
        JsonTokenType.True => FieldKind.True,
        JsonTokenType.False => FieldKind.False,
        _ => FieldKind.Null,
    };
}
