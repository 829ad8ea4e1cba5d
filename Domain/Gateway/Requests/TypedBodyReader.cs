using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Makes an object of a type from JSON that is known to be well formed; what does not fit becomes faults with pointers, all at once, never a type's name.</summary>
internal sealed class TypedBodyReader(IOptions<JsonOptions> options)
{
    private readonly BodyRules _rules = new();
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
        T? read;
        try
        {
            read = body.Deserialize(type);
        }
        catch (JsonException fault)
        {
            throw Invalid(FaultsOf(type, body, fault), fault);
        }

        if (read is null)
        {
            throw Invalid([IsNull]);
        }

        return _rules.Faults(type, read) is { Count: > 0 } broken ? throw Invalid(broken) : read;
    }

    /// <summary>Makes a value of a type from JSON, or says what is wrong with it; neither for a type that cannot be made of JSON at all.</summary>
    public static (object? Value, IReadOnlyList<ProblemError> Faults) Read(JsonTypeInfo type, JsonElement body)
    {
        try
        {
            return body.Deserialize(type) is { } value ? (value, []) : (null, [IsNull]);
        }
        catch (JsonException fault)
        {
            return (null, FaultsOf(type, body, fault));
        }
        catch (NotSupportedException)
        {
            return (null, []);
        }
    }

    private static IReadOnlyList<ProblemError> FaultsOf(JsonTypeInfo type, JsonElement body, JsonException fault) => BodyFaults.In(type, body) is { Count: > 0 } all
        ? all
        : [new ProblemError(JsonPointer.OfPath(fault.Path), "wrong-type", "This has the wrong type, or a part of it is missing.")];

    /// <summary>The body is refused with its faults.</summary>
    public static GatewayException Invalid(IReadOnlyList<ProblemError> faults, Exception? cause = null) =>
        new(new Problem(400, ProblemCodes.ValidationFailed, faults.Count == 1 ? "The body has a fault." : $"The body has {faults.Count} faults.") { Errors = faults }, cause);
}
