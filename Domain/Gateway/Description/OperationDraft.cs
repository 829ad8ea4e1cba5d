using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>One operation of the OpenAPI document while it is being described.</summary>
internal sealed class OperationDraft(OpenApiOperation operation, ComponentSchemas schemas, IOpenApiSchema problem, IServiceProvider services)
{
    public OpenApiOperation Operation { get; } = operation;

    public ComponentSchemas Schemas { get; } = schemas;

    public IServiceProvider Services { get; } = services;

    public void Takes(IOpenApiSchema schema, params string[] contentTypes) => Operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = contentTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }),
    };

    public OpenApiResponse Returns(int status, IOpenApiSchema? schema)
    {
        var response = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) };
        if (schema is not null)
        {
            response.Content = new Dictionary<string, OpenApiMediaType> { [JsonBody.Json] = new OpenApiMediaType { Schema = schema } };
        }

        if (schema is not null && Responses.TryGetValue(Key(status), out var known) && known.Content?.Values.FirstOrDefault()?.Example is { } example)
        {
            ((OpenApiMediaType)response.Content![JsonBody.Json]).Example = example;
        }

        Responses[Key(status)] = response;
        return response;
    }

    /// <summary>An answer by example; the schema of the status, when it has one, stays.</summary>
    public void Example(int status, JsonNode? json)
    {
        var response = Responses.TryGetValue(Key(status), out var known) && known is OpenApiResponse given ? given : Returns(status, null);
        if (json is not null)
        {
            response.Content ??= new Dictionary<string, OpenApiMediaType>();
            var type = status >= 400 ? "application/problem+json" : JsonBody.Json;
            if (!response.Content.TryGetValue(type, out var media))
            {
                response.Content[type] = media = new OpenApiMediaType();
            }

            media.Example = json.DeepClone();
        }
    }

    /// <summary>Adds what the gateway refuses with these statuses; the codes it uses are listed.</summary>
    public void Refuses(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            Refuses(status, string.Join(", ", ProblemMap.Codes.Where(code => code.Status == status).Select(code => code.Code)));
        }
    }

    public void Refuses(int status, string codes)
    {
        if (Responses.TryGetValue(Key(status), out var given) && given is OpenApiResponse known)
        {
            known.Description += known.Description!.Contains(codes, StringComparison.Ordinal) ? "" : $", {codes}";
            return;
        }

        var response = new OpenApiResponse
        {
            Description = $"{ReasonPhrases.GetReasonPhrase(status)}: {codes}",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = problem } },
        };
        if (status == 401)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["WWW-Authenticate"] = Header("What is missing (RFC 6750).") };
        }

        Responses[Key(status)] = response;
    }

    public void Parameter(string name, ParameterLocation location, JsonObject schema, string? description = null, bool required = false) =>
        (Operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = location,
            Required = required,
            Description = description,
            Schema = Schemas.Inline((JsonObject)schema.DeepClone()),
        });

    public OpenApiHeader Header(string description) => new() { Description = description, Schema = Schemas.Inline(new JsonObject { ["type"] = "string" }) };

    private OpenApiResponses Responses => Operation.Responses ??= [];

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
