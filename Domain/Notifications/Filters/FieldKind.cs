namespace Virga.Notifications;

/// <summary>The type of a value a policy looks at.</summary>
internal enum FieldKind
{
    Text,
    Number,
    True,
    False,
    Null,

    /// <summary>An attribute that cannot be read (a String.Array that is no JSON array): there, and matching nothing.</summary>
    Unreadable,
}
