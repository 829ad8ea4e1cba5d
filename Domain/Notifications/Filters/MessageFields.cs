using System.Runtime.InteropServices;

namespace Virga.Notifications;

/// <summary>The scalar values of a message by path, read once for all policies.</summary>
internal sealed class MessageFields
{
    /// <summary>A body that is not a JSON object: nothing matches it.</summary>
    public static readonly MessageFields Unusable = new() { IsUsable = false };

    private readonly Dictionary<string, List<FieldValue>> _values = new(StringComparer.Ordinal);

    /// <summary>Whether policies can match at all.</summary>
    public bool IsUsable { get; private init; } = true;

    /// <summary>Whether absence counts: on attributes only when the message has some (AWS documentation).</summary>
    public bool AbsenceCounts { get; init; } = true;

    public void Add(string path, in FieldValue value)
    {
        ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(_values, path, out _);
        (values ??= new List<FieldValue>(1)).Add(value);
    }

    public ReadOnlySpan<FieldValue> this[string path] =>
        _values.TryGetValue(path, out var values) ? CollectionsMarshal.AsSpan(values) : default;
}
