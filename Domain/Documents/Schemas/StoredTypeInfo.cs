using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Makes System.Text.Json read a stored document straight into the model's type: one parse, no tree in between.</summary>
internal static class StoredTypeInfo
{
    /// <summary>null when there is more to do than System.Text.Json can: catch unknown attributes, look at values, turn forms inside objects.</summary>
    public static JsonTypeInfo<T>? Create<T>(Schema<T> schema, SchemaUnion[] unions)
    {
        if (typeof(T) == typeof(Document) || schema.HasReads || schema.Traits.HasConstants || (schema.Traits.HasStoredForms && !schema.Traits.IsFlat))
        {
            return null;
        }

        var options = ModelJson.Create(unions);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        var hasExtensionData = false;
        ((DefaultJsonTypeInfoResolver)options.TypeInfoResolver!).Modifiers.Add(info =>
        {
            if (info.Type != typeof(T))
            {
                return;
            }

            foreach (var property in info.Properties)
            {
                hasExtensionData |= property.IsExtensionData;
                if (schema.Root.Find(property.Name) is { } attribute && attribute.Member == (property.AttributeProvider as MemberInfo)?.Name)
                {
                    Store(property, attribute);
                }
            }
        });

        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        return hasExtensionData ? null : type;
    }

    private static void Store(JsonPropertyInfo property, AttributeModel attribute)
    {
        property.Name = attribute.StoredName;
        if (!attribute.Shape.IsStoredAsIs || attribute.Shape is ListShape { Element.IsStoredAsIs: false } or MapShape { Element.IsStoredAsIs: false })
        {
            property.CustomConverter = (JsonConverter)Activator.CreateInstance(typeof(StoredFormConverter<>).MakeGenericType(property.PropertyType), attribute.Shape)!;
        }
    }
}
