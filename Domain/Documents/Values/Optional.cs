using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>A value that tells "nothing said" (the default applies) from "said to be nothing" (it does not). In JSON: absence, and null.</summary>
/// <remarks>Dynamoose's <c>undefined</c> and <c>type.UNDEFINED</c>. A property of this type is absent in the store when it has no value.</remarks>
/// <typeparam name="T">The value's type.</typeparam>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T> : IOptional
{
    private readonly OptionalState _state;
    private readonly T _value;

    /// <summary>A value; null is <see cref="Unset"/>.</summary>
    public Optional(T value)
    {
        _value = value;
        _state = value is null ? OptionalState.Unset : OptionalState.Value;
    }

    private Optional(OptionalState state)
    {
        _state = state;
        _value = default!;
    }

    /// <summary>Said to be nothing: no default takes its place.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Its type is where it is given.")]
    public static Optional<T> Unset { get; } = new(OptionalState.Unset);

    /// <summary>Whether there is a value.</summary>
    public bool HasValue => _state == OptionalState.Value;

    /// <summary>Whether it was said that there is none.</summary>
    public bool IsUnset => _state == OptionalState.Unset;

    /// <summary>The value; the type's default when there is none.</summary>
    public T Value => _value;

    bool IOptional.IsSaid => _state != OptionalState.NotSaid;

    /// <summary>A value; null is <see cref="Unset"/>.</summary>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>The value as an optional one.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The operator's other name.")]
    public static Optional<T> FromT(T value) => new(value);

    /// <summary>The value's text; empty when there is none.</summary>
    public override string ToString() => HasValue ? _value?.ToString() ?? "" : "";
}
