using System.Numerics;

namespace Virga.Documents;

/// <summary>How a property's values are kept in the store.</summary>
public static class PropertyStorage
{
    /// <summary>Other names the attribute is accepted under when written; it is shown under its own.</summary>
    public static PropertyBuilder<T, TValue> Alias<T, TValue>(this PropertyBuilder<T, TValue> property, params string[] names)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(names);
        property.Attribute.Aliases = [.. property.Attribute.Aliases, .. names];
        return property;
    }

    /// <summary>The attribute's name in the store, where it is not the one models and JSON show. Conditions, updates and indexes follow.</summary>
    public static PropertyBuilder<T, TValue> StoredName<T, TValue>(this PropertyBuilder<T, TValue> property, string name)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentException.ThrowIfNullOrEmpty(name);
        property.Attribute.OtherStoredName = name == property.Attribute.Name ? null : name;
        return property;
    }

    /// <summary>Null is stored where there is no value, so that conditions and orderings in the store see the attribute; documents without it are left out of orderings by it.</summary>
    public static PropertyBuilder<T, TValue> StoreNull<T, TValue>(this PropertyBuilder<T, TValue> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        property.Attribute.KeepsNull = true;
        return property;
    }

    /// <summary>How points in time, dates and time spans are kept; those in lists and dictionaries too.</summary>
    /// <param name="property">The property.</param>
    /// <param name="storage"><see cref="DateStorage.Iso"/> unless said.</param>
    public static PropertyBuilder<T, TValue> StoredAs<T, TValue>(this PropertyBuilder<T, TValue> property, DateStorage storage)
    {
        ArgumentNullException.ThrowIfNull(property);
        return Replace(property, shape => shape switch
        {
            TextFormatShape { Ticks: not null } text => storage == DateStorage.Iso ? text : new EpochShape(text, storage),
            EpochShape epoch => storage == DateStorage.Iso ? epoch.Text : new EpochShape(epoch.Text, storage),
            _ => null,
        }) ? property : property.Fault($"DateStorage is for points in time, dates and time spans, not for {property.Attribute.Shape.Description}.");
    }

    /// <summary>How numbers are kept that a double may not hold exactly; those in lists and dictionaries too.</summary>
    /// <param name="property">The property.</param>
    /// <param name="storage"><see cref="NumberStorage.Number"/> unless said; <see cref="BigInteger"/> and the 128-bit types are always text.</param>
    public static PropertyBuilder<T, TValue> StoredAs<T, TValue>(this PropertyBuilder<T, TValue> property, NumberStorage storage)
    {
        ArgumentNullException.ThrowIfNull(property);
        var type = ElementOf(typeof(TValue));
        return Replace(property, shape => shape switch
        {
            IntegerShape or DecimalShape when storage == NumberStorage.Text => ExactNumberShape.Of(type),
            IntegerShape or DecimalShape => shape,
            ExactNumberShape when storage == NumberStorage.Text => shape,
            _ => null,
        }) ? property : property.Fault($"NumberStorage.{storage} is not for {property.Attribute.Shape.Description} ({type.Name}). Text is for long, ulong and decimal.");
    }

    /// <summary>How enums are kept; those in lists and dictionaries too.</summary>
    /// <param name="property">The property.</param>
    /// <param name="storage"><see cref="EnumStorage.Name"/> unless said.</param>
    public static PropertyBuilder<T, TValue> StoredAs<T, TValue>(this PropertyBuilder<T, TValue> property, EnumStorage storage)
    {
        ArgumentNullException.ThrowIfNull(property);
        return Replace(property, shape => (shape as EnumShape)?.StoredAs(storage))
            ? property
            : property.Fault($"EnumStorage is for enums, not for {property.Attribute.Shape.Description}.");
    }

    private static bool Replace<T, TValue>(PropertyBuilder<T, TValue> property, Func<ValueShape, ValueShape?> change)
    {
        if (Inner(property.Attribute.Shape, change) is not { } shape)
        {
            return false;
        }

        property.Attribute.Shape = shape;
        return true;
    }

    private static ValueShape? Inner(ValueShape shape, Func<ValueShape, ValueShape?> change) => shape switch
    {
        ListShape list => Inner(list.Element, change) is { } element ? list.Of(element) : null,
        MapShape map => Inner(map.Element, change) is { } element ? map.Of(element) : null,
        _ => change(shape),
    };

    // The type of the values themselves, however deep in lists, dictionaries and nullables.
    private static Type ElementOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return ElementOf(value);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            return ElementOf(type.GetGenericArguments()[0]);
        }

        return ModelJson.Options.GetTypeInfo(type) is { ElementType: { } element } && type != typeof(string) ? ElementOf(element) : type;
    }
}
