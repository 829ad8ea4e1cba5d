using System.Collections.Immutable;
using System.Text.Json;

namespace Virga.Documents;

/// <inheritdoc/>
internal sealed class DirectAttribute<T, TValue>(
    AttributeModel attribute,
    Func<T, TValue> get,
    DirectFormat<TValue> format,
    Func<TValue, string?>? text) : DirectAttribute<T>
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(attribute.StoredName);
    private readonly bool _isRequired = attribute.IsRequired;
    private readonly Func<WriteMoment, TValue>? _default = (Func<WriteMoment, TValue>?)attribute.Default?.Direct;
    private readonly ImmutableArray<Func<TValue, TValue>> _transforms = [.. attribute.Transforms.Cast<PlainTransform<TValue>>().Select(transform => transform.Direct)];
    private readonly ImmutableArray<IDirectRule<TValue>> _rules = [.. attribute.Rules.Cast<IDirectRule<TValue>>()];

    /// <summary>Whether everything said of the attribute can be done without a tree.</summary>
    public static bool Fits(AttributeModel attribute) =>
        (attribute.Default is null || attribute.Default.Direct is Func<WriteMoment, TValue>)
        && attribute.Transforms.All(transform => transform is PlainTransform<TValue>)
        && attribute.Rules.All(rule => rule is IDirectRule<TValue>)
        && attribute.LateRules.IsEmpty;

    public override bool Write(T value, WriteMoment moment, Utf8JsonWriter writer)
    {
        var given = get(value);
        Change(ref given, moment, isMissing: given is null);
        return given is null ? !_isRequired : Holds(given) && WriteValue(given, writer);
    }

    public override string? WriteText(T value, WriteMoment moment, Utf8JsonWriter writer)
    {
        var given = get(value);
        Change(ref given, moment, string.IsNullOrEmpty(text!(given)));
        return given is not null && text(given) is { Length: > 0 } result && Holds(given) && WriteValue(given, writer) ? result : null;
    }

    private void Change(ref TValue value, WriteMoment moment, bool isMissing)
    {
        if (isMissing)
        {
            if (_default is null)
            {
                return;
            }

            value = _default(moment);
        }

        foreach (var transform in _transforms)
        {
            if (value is null)
            {
                break;
            }

            value = transform(value);
        }
    }

    private bool Holds(TValue value)
    {
        foreach (var rule in _rules)
        {
            if (!rule.Holds(value))
            {
                return false;
            }
        }

        return true;
    }

    private bool WriteValue(TValue value, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(_name);
        return format(writer, value);
    }
}
