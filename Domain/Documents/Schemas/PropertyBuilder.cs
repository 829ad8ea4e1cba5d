using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Virga.Documents;

/// <summary>Says what a property's values may be and what happens to them on the way to the store. Rules apply to values that are there; null counts as absent.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
public sealed class PropertyBuilder<T, TValue>
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    private readonly AttributeModel _attribute;
    private readonly FaultList _faults;

    internal PropertyBuilder(AttributeModel attribute, FaultList faults)
    {
        _attribute = attribute;
        _faults = faults;
    }

    private ValueCodec<TValue> Codec { get; } = new();

    /// <summary>The property must have a value. Inside an object only where the object is there; an empty string is a value.</summary>
    public PropertyBuilder<T, TValue> Required()
    {
        _attribute.IsRequired = true;
        return this;
    }

    /// <summary>How long a string (in UTF-16 units), list or dictionary is, both ends allowed.</summary>
    public PropertyBuilder<T, TValue> Length(int minimum, int maximum = int.MaxValue)
    {
        if (minimum < 0 || minimum > maximum)
        {
            return Fault($"No length is from {minimum} to {maximum}.");
        }

        return _attribute.Shape is StringShape or ListShape or MapShape or AnyShape
            ? Rule(new LengthRule(minimum, maximum))
            : Fault($"Length is for strings, lists and dictionaries, not for {_attribute.Shape.Description}.");
    }

    /// <summary>The smallest and greatest value, both allowed.</summary>
    public PropertyBuilder<T, TValue> Range([DisallowNull] TValue minimum, [DisallowNull] TValue maximum)
    {
        var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
        if (type == typeof(string) || !typeof(IComparable).IsAssignableFrom(type))
        {
            return Fault($"Range is for numbers, dates and times, not for {_attribute.Shape.Description}.");
        }

        return Comparer<TValue>.Default.Compare(minimum, maximum) > 0
            ? Fault($"No value is from {minimum} to {maximum}.")
            : Rule(new RangeRule<TValue>(Codec, minimum, maximum));
    }

    /// <summary>The values allowed.</summary>
    public PropertyBuilder<T, TValue> OneOf(params TValue[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var allowed = values.Select(Codec.Write).OfType<System.Text.Json.Nodes.JsonNode>().ToList();
        return allowed.Count == 0 ? Fault("OneOf needs at least one value.") : Rule(new OneOfRule([.. allowed]));
    }

    /// <summary>A regular expression the string must match somewhere; anchor it (<c>^…$</c>) to match the whole.</summary>
    /// <remarks>Matched without backtracking, in time linear in the string; a pattern that needs backtracking is given 100 ms.</remarks>
    public PropertyBuilder<T, TValue> Pattern([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (_attribute.Shape is not StringShape)
        {
            return Fault($"Pattern is for strings, not for {_attribute.Shape.Description}.");
        }

        try
        {
            return Rule(new PatternRule(new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)));
        }
        catch (NotSupportedException)
        {
            return Rule(new PatternRule(new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout)));
        }
        catch (ArgumentException exception)
        {
            return Fault($"'{pattern}' is no regular expression: {exception.Message}");
        }
    }

    /// <summary>A rule of the model's own.</summary>
    /// <param name="rule">Whether the value is allowed; must depend on nothing else.</param>
    /// <param name="message">What the value must be, for people: "Must be even."</param>
    public PropertyBuilder<T, TValue> Validate(Func<TValue, bool> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return Rule(new DelegateRule<TValue>(Codec, rule, message));
    }

    /// <summary>The value when none is given. A property of a type that cannot be null always has one: declare it nullable, or give the type the default.</summary>
    public PropertyBuilder<T, TValue> Default([DisallowNull] TValue value)
    {
        var node = Codec.Write(value);
        _attribute.ConstantDefault = node;
        _attribute.Default = _ => node?.DeepClone();
        return this;
    }

    /// <summary>Makes the value when none is given.</summary>
    public PropertyBuilder<T, TValue> Default(Func<TValue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _attribute.ConstantDefault = null;
        _attribute.Default = _ => Codec.Write(factory());
        return this;
    }

    /// <summary>Makes a new id when none is given. For strings and UUIDs; an empty string and an empty UUID count as none in a key.</summary>
    public PropertyBuilder<T, TValue> Default(NewId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_attribute.Shape is not StringShape && !ReferenceEquals(_attribute.Shape, TextFormats.Guid))
        {
            return Fault($"NewId.{id} makes UUIDs, which do not fit {_attribute.Shape.Description}. Make the property a string or Guid.");
        }

        _attribute.ConstantDefault = null;
        _attribute.Default = moment => moment.NewGuid(id).ToString("D");
        return this;
    }

    /// <summary>Changes the value on its way to the store, before it is checked; null leaves it out. Must give the same for its own result.</summary>
    /// <remarks>Keys in requests are transformed too, so that a key written in another spelling finds the same document.</remarks>
    public PropertyBuilder<T, TValue> Write(Func<TValue, TValue> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        var earlier = _attribute.Transform;
        _attribute.Transform = earlier is null
            ? node => Codec.Write(transform(Codec.Read(node)))
            : node => earlier(node) is { } value ? Codec.Write(transform(Codec.Read(value))) : null;
        return this;
    }

    /// <summary>Other names the attribute is accepted under when written; it is stored and shown under its own.</summary>
    public PropertyBuilder<T, TValue> Alias(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _attribute.Aliases = [.. _attribute.Aliases, .. names];
        return this;
    }

    private PropertyBuilder<T, TValue> Rule(ValueRule rule)
    {
        _attribute.Rules = _attribute.Rules.Add(rule);
        return this;
    }

    private PropertyBuilder<T, TValue> Fault(string message)
    {
        _faults.Add(_attribute.Name, message);
        return this;
    }
}
