using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>A path's operations with methods that OpenAPI 3.1 has no place for, as tools write those of 3.2 into 3.1: <c>x-oai-additionalOperations</c>.</summary>
internal sealed class AdditionalOperations : IOpenApiExtension
{
    /// <summary>The method: safe and idempotent like GET, with a body (RFC 10008).</summary>
    public const string Query = "QUERY";

    private const string Name = "x-oai-additionalOperations";

    private readonly SortedDictionary<string, OpenApiOperation> _operations = new(StringComparer.Ordinal);

    public static AdditionalOperations Of(OpenApiPathItem path)
    {
        path.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (!path.Extensions.TryGetValue(Name, out var known))
        {
            path.Extensions[Name] = known = new AdditionalOperations();
        }

        return (AdditionalOperations)known;
    }

    /// <summary>Says of a path's GET that there is QUERY: not every tool shows what else a path has.</summary>
    public static void Mention(OpenApiPathItem path)
    {
        if (path.Extensions?.ContainsKey(Name) == true && path.Operations!.TryGetValue(HttpMethod.Get, out var get))
        {
            const string text = "The same, with the parameters in a JSON body instead of the address: method QUERY (RFC 10008).";
            get.Description = get.Description is { } said ? $"{said} {text}" : text;
        }
    }

    public void Add(HttpMethod method, OpenApiOperation operation) => _operations[method.Method] = operation;

    public void Write(IOpenApiWriter writer, OpenApiSpecVersion specVersion)
    {
        writer.WriteStartObject();
        foreach (var (method, operation) in _operations)
        {
            writer.WritePropertyName(method);
            operation.SerializeAsV31(writer);
        }

        writer.WriteEndObject();
    }
}
