using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>Says what a property's values may be and what happens to them on the way to the store. Rules apply to values that are there; null counts as absent.</summary>
/// <remarks>More of it: <see cref="PropertyRules"/> (what values may be) and <see cref="PropertyStorage"/> (how they are kept).</remarks>
/// <typeparam name="T">The type of the object the builder is for: the model's, or an inner one's.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
public sealed class PropertyBuilder<T, TValue>
{
    private readonly Lazy<ValueCodec<TValue>> _codec;

    internal PropertyBuilder(AttributeModel attribute, ObjectDraft draft)
    {
        Attribute = attribute;
        Draft = draft;
        Items = new ItemAccess<T>(draft);
        _codec = new Lazy<ValueCodec<TValue>>(() => new ValueCodec<TValue>(draft.Json));
    }

    internal AttributeModel Attribute { get; }

    internal ObjectDraft Draft { get; }

    internal ItemAccess<T> Items { get; }

    internal ValueCodec<TValue> Codec => _codec.Value;

    /// <summary>The property must have a value. Inside an object only where the object is there; an empty string is a value.</summary>
    public PropertyBuilder<T, TValue> Required()
    {
        Attribute.IsRequired = true;
        return this;
    }

    /// <summary>The property must have a value in some documents.</summary>
    /// <param name="when">Whether it must in this one, which may lack what is required elsewhere.</param>
    public PropertyBuilder<T, TValue> RequiredWhen(Func<T, bool> when)
    {
        ArgumentNullException.ThrowIfNull(when);
        Attribute.RequiredWhen = run => when(Items.Of(run));
        return this;
    }

    /// <summary>The value when none is given. A property of a type that cannot be null always has one: declare it nullable, or give the type the default.</summary>
    public PropertyBuilder<T, TValue> Default([DisallowNull] TValue value) => Default(value, isForced: false);

    /// <summary>Makes the value when none is given.</summary>
    public PropertyBuilder<T, TValue> Default(Func<TValue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Default(new AttributeDefault { Make = _ => Codec.Write(factory()), Direct = (WriteMoment _) => factory() });
    }

    /// <summary>Makes the value, when none is given, of the others: as they were given, with the defaults before this one.</summary>
    public PropertyBuilder<T, TValue> Default(Func<T, TValue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Default(new AttributeDefault { Make = run => Codec.Write(factory(Items.Of(run))), NeedsItem = true });
    }

    /// <summary>Makes the value, when none is given, and waits for it.</summary>
    public PropertyBuilder<T, TValue> DefaultAsync(Func<T, CancellationToken, ValueTask<TValue>> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Default(new AttributeDefault
        {
            MakeLate = async (run, token) => Codec.Write(await factory(Items.Of(run), token).ConfigureAwait(false)),
            NeedsItem = true,
        });
    }

    /// <summary>Makes a new id when none is given. For strings and UUIDs; an empty string and an empty UUID count as none in a key.</summary>
    public PropertyBuilder<T, TValue> Default(NewId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (Attribute.Shape is not StringShape && !ReferenceEquals(Attribute.Shape, TextFormats.Guid))
        {
            return Fault($"NewId.{id} makes UUIDs, which do not fit {Attribute.Shape.Description}. Make the property a string or Guid.");
        }

        Delegate? direct = typeof(TValue) == typeof(string) ? (WriteMoment moment) => moment.NewGuid(id).ToString("D")
            : typeof(TValue) == typeof(Guid) ? (WriteMoment moment) => moment.NewGuid(id)
            : null;
        return Default(new AttributeDefault { Make = run => run.Moment.NewGuid(id).ToString("D"), Direct = direct });
    }

    /// <summary>The value whatever is given (Dynamoose's <c>forceDefault</c>), at every write.</summary>
    public PropertyBuilder<T, TValue> Always([DisallowNull] TValue value) => Default(value, isForced: true);

    /// <summary>Makes the value whatever is given, at every write.</summary>
    public PropertyBuilder<T, TValue> Always(Func<TValue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Default(new AttributeDefault { Make = _ => Codec.Write(factory()), IsForced = true });
    }

    /// <summary>The one value the property ever has: filled when absent, another refused, on read too.</summary>
    public PropertyBuilder<T, TValue> Constant([DisallowNull] TValue value)
    {
        var node = Codec.Write(value)!;
        Attribute.Shape = new ConstantShape(Attribute.Shape, node);
        return Default(value, isForced: false);
    }

    /// <summary>What readers see where the store has no value. It is not stored, and conditions do not see it.</summary>
    public PropertyBuilder<T, TValue> DefaultWhenRead([DisallowNull] TValue value)
    {
        var node = Codec.Write(value);
        Attribute.ReadDefault = (_, _) => node?.DeepClone();
        return this;
    }

    /// <summary>What readers see where the store has no value, made of the rest. It is not stored, and conditions do not see it.</summary>
    public PropertyBuilder<T, TValue> DefaultWhenRead(Func<T, TValue> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (Draft.Place.Length > 0)
        {
            return Fault("A default that is made of the document is for the document's own attributes.");
        }

        Attribute.ReadDefault = (schema, document) => Codec.Write(factory((T)schema.ItemOf(document)));
        return this;
    }

    /// <summary>Changes the value on its way to the store, before it is checked; null leaves it out. Must give the same for its own result.</summary>
    /// <remarks>Keys in requests are transformed too, so that a key written in another spelling finds the same document.</remarks>
    public PropertyBuilder<T, TValue> Write(Func<TValue, TValue> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Write(new PlainTransform<TValue>(Codec, transform));
    }

    /// <summary>As the other, knowing the value stored before: absent when there was none. A save of such a model reads first.</summary>
    public PropertyBuilder<T, TValue> Write(Func<TValue, Optional<TValue>, TValue> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Write(new PreviousTransform<TValue>(Codec, transform));
    }

    /// <summary>As the other, and waits.</summary>
    public PropertyBuilder<T, TValue> WriteAsync(Func<TValue, CancellationToken, ValueTask<TValue>> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return Write(new LateTransform<TValue>(Codec, transform));
    }

    /// <summary>Changes the value on its way out of the store; null leaves it out. Conditions see what is stored. The results of writes go through it, too.</summary>
    public PropertyBuilder<T, TValue> Read(Func<TValue, TValue> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        Attribute.ReadTransforms = Attribute.ReadTransforms.Add(node => Codec.Write(transform(Codec.Read(node))));
        return this;
    }

    internal PropertyBuilder<T, TValue> Rule(ValueRule rule)
    {
        Attribute.Rules = Attribute.Rules.Add(rule);
        return this;
    }

    internal PropertyBuilder<T, TValue> Fault(string message)
    {
        Draft.Faults.Add(Attribute.Name, message);
        return this;
    }

    private PropertyBuilder<T, TValue> Default(TValue value, bool isForced)
    {
        var node = Codec.Write(value);
        return Default(new AttributeDefault
        {
            Make = _ => node?.DeepClone(),
            Constant = node,
            IsForced = isForced,
            Direct = isForced ? null : (WriteMoment _) => value,
        });
    }

    private PropertyBuilder<T, TValue> Default(AttributeDefault source)
    {
        Attribute.Default = source;
        return this;
    }

    private PropertyBuilder<T, TValue> Write(WriteTransform transform)
    {
        Attribute.Transforms = Attribute.Transforms.Add(transform);
        return this;
    }
}
