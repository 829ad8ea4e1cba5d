using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Makes System.Text.Json read a stored document straight into the model's type: one parse, no tree in between.</summary>
internal static class StoredTypeInfo
{
    public static JsonTypeInfo<T>? Create<T>(AttributeModel key)
    {
        var options = ModelJson.Create();
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
                if ((property.AttributeProvider as MemberInfo)?.Name == key.Member)
                {
                    property.Name = EnvelopeNames.Key;
                }
            }
        });

        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        return hasExtensionData ? null : type;
    }
}
