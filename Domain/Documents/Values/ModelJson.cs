using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>How CLR values and normal-form JSON turn into each other.</summary>
internal static class ModelJson
{
    /// <summary>For values on their way in; also for parts of documents read back.</summary>
    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>Options of their own for reading one type, which the caller may refine before the first use.</summary>
    public static JsonSerializerOptions Create(params SchemaUnion[] unions)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

            // The order of names in an object means nothing, so the one that says its kind need not be the first.
            AllowOutOfOrderMetadataProperties = true,

            // A NaN becomes a string, which the type check then refuses as a fault instead of an exception.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatSaysNothing, AllowAbsentNulls } },
        };
        ((DefaultJsonTypeInfoResolver)options.TypeInfoResolver).Modifiers.Add(type => Unite(type, unions));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new UtcDateTimeConverter());
        options.Converters.Add(new BigIntegerConverter());
        return options;
    }

    /// <summary>Whether a property is stored: it can be read, and set again when read back.</summary>
    public static bool IsStored(JsonPropertyInfo property) =>
        property.Get is not null && (property.Set is not null || property.AssociatedParameter is not null) && !property.IsExtensionData;

    // A property that only derives from others has nothing to say to the store, and nothing could take it back.
    private static void LeaveOutWhatSaysNothing(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.Get is not null && property.Set is null && property.AssociatedParameter is null && !property.IsExtensionData)
            {
                property.ShouldSerialize = static (_, _) => false;
            }
            else if (typeof(IOptional).IsAssignableFrom(property.PropertyType))
            {
                property.ShouldSerialize = static (_, value) => value is IOptional { IsSaid: true };
            }
        }
    }

    private static void Unite(JsonTypeInfo type, SchemaUnion[] unions)
    {
        foreach (var union in unions)
        {
            if (union.Type != type.Type || type.Kind != JsonTypeInfoKind.Object)
            {
                continue;
            }

            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = union.Discriminator };
            foreach (var (derived, kind) in union.Cases)
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(derived, kind));
            }
        }
    }

    // Null is stored as absence, so "required string? Note" must be readable without it: required says that code sets it, not that it has a value.
    private static void AllowAbsentNulls(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            property.IsRequired &= property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null : !property.IsSetNullable;
        }
    }
}
