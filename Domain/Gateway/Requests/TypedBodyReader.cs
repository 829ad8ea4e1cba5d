using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Makes an object of a type from JSON that is known to be well formed; what does not fit becomes faults with pointers, never a type's name.</summary>
internal sealed class TypedBodyReader(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = new(options.Value.SerializerOptions)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public JsonSerializerOptions Options => _options;

    private static ProblemError IsNull => new("", "required", "This must not be null.");

    public T Read<T>(JsonElement body)
        where T : notnull
    {
        var type = (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
        var faults = Missing(type, body);
        if (faults.Count > 0)
        {
            throw Invalid(faults);
        }

        try
        {
            return body.Deserialize(type) ?? throw Invalid([IsNull]);
        }
        catch (JsonException fault)
        {
            throw Invalid([WrongType(fault)], fault);
        }
    }

    /// <summary>What is wrong with JSON that is to become a type; nothing for a type that cannot be made of JSON at all.</summary>
    public static IReadOnlyList<ProblemError> Faults(JsonTypeInfo type, JsonElement body)
    {
        if (Missing(type, body) is { Count: > 0 } missing)
        {
            return missing;
        }

        try
        {
            return body.Deserialize(type) is null ? [IsNull] : [];
        }
        catch (JsonException fault)
        {
            return [WrongType(fault)];
        }
        catch (NotSupportedException)
        {
            return [];
        }
    }

    private static List<ProblemError> Missing(JsonTypeInfo type, JsonElement body)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return [];
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return [new ProblemError("", "wrong-type", "This must be an object.")];
        }

        var given = body.EnumerateObject().Select(member => member.Name)
            .ToHashSet(type.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return [.. type.Properties
            .Where(property => (property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false }) && !given.Contains(property.Name))
            .Select(property => new ProblemError("/" + Escape(property.Name), "required", "This must have a value."))];
    }

    private static ProblemError WrongType(JsonException fault) => new(ToPointer(fault.Path), "wrong-type", "This has the wrong type, or a part of it is missing.");

    private static GatewayException Invalid(IReadOnlyList<ProblemError> faults, Exception? cause = null) =>
        new(new Problem(400, ProblemCodes.ValidationFailed, "The body is not valid.") { Errors = faults }, cause);

    /// <summary>Turns System.Text.Json's path (<c>$.notes[0]['a.b']</c>) into a JSON pointer (<c>/notes/0/a.b</c>).</summary>
    internal static string ToPointer(string? path)
    {
        var pointer = new StringBuilder();
        var rest = path.AsSpan(path?.StartsWith('$') == true ? 1 : 0);
        while (!rest.IsEmpty)
        {
            var quoted = rest.StartsWith("['");
            var start = quoted ? 2 : 1;
            var end = quoted ? rest.IndexOf("']") : rest[0] == '[' ? rest.IndexOf(']') : rest[1..].IndexOfAny('.', '[') + 1;
            end = end < start ? rest.Length : end;
            pointer.Append('/').Append(Escape(rest[start..end].ToString()));
            rest = rest[Math.Min(rest.Length, end + (quoted ? 2 : rest[0] == '[' ? 1 : 0))..];
        }

        return pointer.ToString();
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
