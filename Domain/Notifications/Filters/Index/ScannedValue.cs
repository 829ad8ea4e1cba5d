namespace Virga.Notifications;

/// <summary>A value found on a path that some policy names.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Start">Where its text starts in the store.</param>
/// <param name="Length">How long its text is.</param>
/// <param name="Element">The innermost list element it is in; -1 for none.</param>
/// <param name="Number">The number, when it is one that can be compared.</param>
internal readonly record struct ScannedValue(FieldKind Kind, int Start, int Length, int Element, JsonNumber? Number)
{
    /// <summary>The next value on the same path; -1 when this is the last.</summary>
    public int Next { get; init; } = -1;
}
