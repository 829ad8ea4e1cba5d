using System.Collections.Immutable;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Compiles models to <see cref="DirectWriter{T}"/>, once.</summary>
internal static class DirectCompiler
{
    private static readonly MethodInfo Generic = typeof(DirectCompiler).GetMethod(nameof(Attribute), BindingFlags.NonPublic | BindingFlags.Static, [typeof(AttributeModel), typeof(MemberInfo), typeof(Schema)])!;

    /// <summary>The model's direct writer; null when its documents must be looked at as JSON.</summary>
    public static DirectWriter<T>? Compile<T>(Schema<T> schema)
    {
        if (!IsDirect(schema))
        {
            return null;
        }

        var compiled = new Dictionary<AttributeModel, DirectAttribute<T>>();
        foreach (var attribute in schema.Root.Attributes)
        {
            if (attribute.Role is AttributeRole.CreatedAt or AttributeRole.UpdatedAt)
            {
                continue;
            }

            if (attribute.Role != AttributeRole.Plain || MemberOf(schema, attribute) is not { } member
                || Generic.MakeGenericMethod(typeof(T), TypeOf(member)).Invoke(null, [attribute, member, schema]) is not DirectAttribute<T> direct)
            {
                return null;
            }

            compiled.Add(attribute, direct);
        }

        var partitions = schema.Partitions.Where(level => level != schema.Key).ToImmutableArray();
        if (partitions.Length != schema.Partitions.Length)
        {
            // The key is a level of the partition, too: written once, read twice.
            return null;
        }

        var first = partitions.Add(schema.Key);
        return new DirectWriter<T>(
            schema, compiled[schema.Key], [.. partitions.Select(level => compiled[level])], [.. compiled.Where(pair => !first.Contains(pair.Key)).Select(pair => pair.Value)], CreatedAtOf(schema));
    }

    private static Func<T, DateTimeOffset>? CreatedAtOf<T>(Schema<T> schema)
    {
        if (schema.CreatedAt is not { Member: not null } created || MemberOf(schema, created) is not { } member || TypeOf(member) != typeof(DateTimeOffset))
        {
            return null;
        }

        var value = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, DateTimeOffset>>(Expression.MakeMemberAccess(value, member), value).Compile();
    }

    private static bool IsDirect<T>(Schema<T> schema) =>
        schema is { Stored: not null, HasComputed: false, NeedsItem: false, NeedsPrevious: false, IsLate: false, HasAfterWrite: false, UniqueKeys.IsEmpty: true }
        && schema.Traits is { HasStoredForms: false, HasNulls: false, IsFlat: true, HasConstants: false }
        && schema.Expiry is null or { Kind: ExpiryKind.SinceLastWrite }
        && !typeof(IJsonOnSerializing).IsAssignableFrom(typeof(T))
        && !typeof(IJsonOnSerialized).IsAssignableFrom(typeof(T));

    private static MemberInfo? MemberOf<T>(Schema<T> schema, AttributeModel attribute)
    {
        var property = schema.Normal.Properties.FirstOrDefault(candidate => candidate.Name == attribute.Name);
        return property is { CustomConverter: null, AttributeProvider: MemberInfo member } && IsPlain(property, member) ? member : null;
    }

    // What says how the serializer writes one property is the serializer's business.
    private static bool IsPlain(JsonPropertyInfo property, MemberInfo member) =>
        property.NumberHandling is null && !member.IsDefined(typeof(JsonIgnoreAttribute)) && !member.IsDefined(typeof(JsonConverterAttribute));

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static DirectAttribute<T>? Attribute<T, TValue>(AttributeModel attribute, MemberInfo member, Schema schema)
    {
        var text = TextOf<TValue>();
        var isAddress = attribute.IsKey || attribute.IsPartition;
        var seesOffset = attribute.HasRules || attribute.HasTransforms;
        if (!DirectAttribute<T, TValue>.Fits(attribute) || (isAddress && text is null)
            || (seesOffset && (Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue)) == typeof(DateTimeOffset))
            || DirectFormats.Of<TValue>(attribute.Shape, schema.Json) is not { } format)
        {
            return null;
        }

        var value = Expression.Parameter(typeof(T));
        var get = Expression.Lambda<Func<T, TValue>>(Expression.MakeMemberAccess(value, member), value).Compile();
        return new DirectAttribute<T, TValue>(attribute, get, format, text);
    }

    private static Func<TValue, string?>? TextOf<TValue>()
    {
        Delegate? text = null;
        if (typeof(TValue) == typeof(string))
        {
            text = (Func<string?, string?>)(static value => value);
        }
        else if (typeof(TValue) == typeof(Guid))
        {
            text = (Func<Guid, string?>)(static value => value == Guid.Empty ? null : value.ToString("D", CultureInfo.InvariantCulture));
        }
        else if (typeof(TValue) == typeof(int))
        {
            text = (Func<int, string?>)(static value => value.ToString(CultureInfo.InvariantCulture));
        }

        return (Func<TValue, string?>?)text;
    }
}
