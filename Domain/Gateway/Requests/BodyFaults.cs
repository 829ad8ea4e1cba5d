using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Gateway;

/// <summary>Finds everything in JSON that keeps it from becoming an object of a type; asked only when it has not become one.</summary>
internal sealed class BodyFaults
{
    private const int Most = 100;

    private readonly List<ProblemError> _faults = [];

    /// <summary>The faults, at most 100, each with its pointer; none when nothing is found.</summary>
    public static IReadOnlyList<ProblemError> In(JsonTypeInfo type, JsonElement body)
    {
        var faults = new BodyFaults();
        faults.Check(type, body, "");
        return faults._faults;
    }

    private void Check(JsonTypeInfo type, JsonElement value, string pointer)
    {
        if (_faults.Count >= Most)
        {
            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when type.PolymorphismOptions is null:
                CheckObject(type, value, pointer);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckList(type, value, pointer);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckMap(type, value, pointer);
                break;
            default:
                CheckLeaf(type, value, pointer);
                break;
        }
    }

    private void CheckObject(JsonTypeInfo type, JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(pointer, "wrong-type", "This must be an object.");
            return;
        }

        var comparison = type.Options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var properties = type.Properties.Where(property => !property.IsExtensionData && (property.Set is not null || property.AssociatedParameter is not null)).ToList();
        if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
        {
            CheckNames(properties, value, pointer, comparison);
        }

        foreach (var property in properties)
        {
            var place = $"{pointer}/{JsonPointer.Escape(property.Name)}";
            var given = value.EnumerateObject().FirstOrDefault(member => member.Name.Equals(property.Name, comparison)).Value;
            if (given.ValueKind == JsonValueKind.Undefined)
            {
                if (property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false })
                {
                    Add(place, "required", "This must have a value.");
                }
            }
            else if (given.ValueKind == JsonValueKind.Null)
            {
                CheckNull(property, place);
            }
            else if (property.CustomConverter is null)
            {
                Check(type.Options.GetTypeInfo(property.PropertyType), given, place);
            }
        }
    }

    private void CheckNames(List<JsonPropertyInfo> properties, JsonElement value, string pointer, StringComparison comparison)
    {
        foreach (var member in value.EnumerateObject().Where(member => !properties.Exists(property => property.Name.Equals(member.Name, comparison))))
        {
            Add($"{pointer}/{JsonPointer.Escape(member.Name)}", "unknown-attribute", $"There is no such member. These there are: {string.Join(", ", properties.Select(property => property.Name))}.");
        }
    }

    private void CheckNull(JsonPropertyInfo property, string place)
    {
        var takesNull = property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;
        if (!takesNull || (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null))
        {
            Add(place, "required", "This must not be null.");
        }
    }

    private void CheckList(JsonTypeInfo type, JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            CheckLeaf(type, value, pointer);
            return;
        }

        var element = type.Options.GetTypeInfo(type.ElementType ?? typeof(object));
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            Check(element, item, $"{pointer}/{index}");
        }
    }

    private void CheckMap(JsonTypeInfo type, JsonElement value, string pointer)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            CheckLeaf(type, value, pointer);
            return;
        }

        var element = type.Options.GetTypeInfo(type.ElementType ?? typeof(object));
        foreach (var member in value.EnumerateObject())
        {
            Check(element, member.Value, $"{pointer}/{JsonPointer.Escape(member.Name)}");
        }
    }

    private void CheckLeaf(JsonTypeInfo type, JsonElement value, string pointer)
    {
        try
        {
            value.Deserialize(type);
        }
        catch (JsonException fault)
        {
            Add(pointer + JsonPointer.OfPath(fault.Path), "wrong-type", Expected(type.Type));
        }
        catch (NotSupportedException)
        {
            // A type that JSON cannot become at all is the app's fault, and told elsewhere.
        }
    }

    private static string Expected(Type type) => QueryValueType.Of(type) is { } known ? $"This must be {known.Description}." : "This has the wrong type.";

    private void Add(string pointer, string code, string message) => _faults.Add(new ProblemError(pointer, code, message));
}
