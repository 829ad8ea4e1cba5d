using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Gateway;

/// <summary>Holds a body that has become an object to its type's data annotations (<c>[Range]</c>, <c>[StringLength]</c>, …) and to what its lists and maps may hold, all of it, however deep.</summary>
internal sealed class BodyRules
{
    private const int MostFaults = 100;

    private readonly ConcurrentDictionary<Type, IReadOnlyList<Rule>> _rules = new();
    private readonly ConcurrentDictionary<Type, bool> _anywhere = new();

    /// <summary>The faults, each with its pointer; none for a type without rules, which costs one look-up.</summary>
    public IReadOnlyList<ProblemError> Faults(JsonTypeInfo type, object body)
    {
        if (!_anywhere.GetOrAdd(type.Type, static (_, state) => state.rules.HasRules(state.type, []), (rules: this, type)))
        {
            return [];
        }

        var faults = new List<ProblemError>();
        Check(type, body, "", faults);
        return faults;
    }

    private bool HasRules(JsonTypeInfo type, HashSet<Type> seen) => seen.Add(type.Type) && (type.Kind switch
    {
        JsonTypeInfoKind.Object => RulesOf(type).Any(rule => rule.Attributes.Count > 0 || rule.RefusesNullItems)
            || type.Properties.Where(IsWritten).Any(property => property.CustomConverter is null && HasRules(type.Options.GetTypeInfo(property.PropertyType), seen)),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => type.ElementType is { } element && HasRules(type.Options.GetTypeInfo(element), seen),
        _ => false,
    });

    private void Check(JsonTypeInfo type, object value, string pointer, List<ProblemError> faults)
    {
        if (faults.Count >= MostFaults)
        {
            return;
        }

        if (type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
        {
            var element = type.Options.GetTypeInfo(type.ElementType ?? typeof(object));
            foreach (var (step, item) in ItemsOf(type.Kind, value).Where(item => item.Item is not null))
            {
                Check(element, item!, $"{pointer}/{step}", faults);
            }
        }
        else if (type.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var rule in RulesOf(type))
            {
                CheckProperty(type, rule, value, pointer, faults);
            }
        }
    }

    /// <summary>What a list or map holds, each with its step of a JSON pointer.</summary>
    private static IEnumerable<(string Step, object? Item)> ItemsOf(JsonTypeInfoKind kind, object value) => (kind, value) switch
    {
        (JsonTypeInfoKind.Enumerable, IEnumerable list) => list.Cast<object?>().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item)),
        (JsonTypeInfoKind.Dictionary, IDictionary map) => map.Keys.Cast<object>().Select(key => (JsonPointer.Escape(Convert.ToString(key, CultureInfo.InvariantCulture) ?? ""), map[key])),
        _ => [],
    };

    private void CheckProperty(JsonTypeInfo type, Rule rule, object owner, string pointer, List<ProblemError> faults)
    {
        var value = rule.Property.Get!(owner);
        var place = $"{pointer}/{JsonPointer.Escape(rule.Property.Name)}";
        foreach (var attribute in rule.Attributes)
        {
            if (attribute.GetValidationResult(value, new ValidationContext(owner) { MemberName = rule.Property.Name, DisplayName = rule.Property.Name }) is { } wrong)
            {
                faults.Add(new ProblemError(place, CodeOf(attribute, value), wrong.ErrorMessage ?? "This is not valid."));
            }
        }

        if (value is null || rule.Property.CustomConverter is not null)
        {
            return;
        }

        var held = type.Options.GetTypeInfo(rule.Property.PropertyType);
        if (rule.RefusesNullItems)
        {
            faults.AddRange(ItemsOf(held.Kind, value).Where(item => item.Item is null).Take(MostFaults).Select(item => new ProblemError($"{place}/{item.Step}", "required", "This must not be null.")));
        }

        Check(held, value, place, faults);
    }

    private IReadOnlyList<Rule> RulesOf(JsonTypeInfo type) => _rules.GetOrAdd(type.Type, static (_, type) =>
        [.. type.Properties.Where(IsWritten).Select(property => new Rule(property, [.. Attributes(property.AttributeProvider).Concat(Attributes(property.AssociatedParameter?.AttributeProvider))], HasItemsThatAreNotNull(property)))], type);

    /// <summary>Whether a list's elements, or a map's values, are of a reference type that is not nullable, which System.Text.Json does not look at.</summary>
    private static bool HasItemsThatAreNotNull(JsonPropertyInfo property)
    {
        if (property.PropertyType == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
        {
            return false;
        }

        var nullability = (property.AssociatedParameter?.AttributeProvider, property.AttributeProvider) switch
        {
            (ParameterInfo parameter, _) => new NullabilityInfoContext().Create(parameter),
            (_, PropertyInfo member) => new NullabilityInfoContext().Create(member),
            (_, FieldInfo member) => new NullabilityInfoContext().Create(member),
            _ => null,
        };
        var item = nullability?.ElementType ?? (nullability?.GenericTypeArguments is [.., var last] ? last : null);
        return item is { ReadState: NullabilityState.NotNull } && !item.Type.IsValueType;
    }

    private static bool IsWritten(JsonPropertyInfo property) => property.Get is not null && !property.IsExtensionData;

    private static IEnumerable<ValidationAttribute> Attributes(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>() ?? [];

    private static string CodeOf(ValidationAttribute attribute, object? value) => attribute switch
    {
        RequiredAttribute => "required",
        RangeAttribute => "out-of-range",
        StringLengthAttribute length => value is string text && text.Length < length.MinimumLength ? "too-short" : "too-long",
        MinLengthAttribute => "too-short",
        MaxLengthAttribute => "too-long",
        RegularExpressionAttribute => "pattern-mismatch",
        AllowedValuesAttribute or DeniedValuesAttribute or EnumDataTypeAttribute => "not-allowed",
        _ => "invalid",
    };

    private sealed record Rule(JsonPropertyInfo Property, IReadOnlyList<ValidationAttribute> Attributes, bool RefusesNullItems);
}
