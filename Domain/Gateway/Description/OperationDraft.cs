using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>One operation of the OpenAPI document while it is being described.</summary>
internal sealed class OperationDraft(OpenApiOperation operation, ComponentSchemas schemas, SharedRefusals refusals, IServiceProvider services)
{
    private readonly Dictionary<int, List<string>> _codes = [];

    public OpenApiOperation Operation { get; } = operation;

    public ComponentSchemas Schemas { get; } = schemas;

    public ModelSchemas Models { get; } = new(schemas);

    public IServiceProvider Services { get; } = services;

    public void Takes(IOpenApiSchema schema, params string[] contentTypes) => Operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = contentTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = schema }),
    };

    /// <summary>Adds an answer. Without a schema it has no body, or one that is no JSON when a media type is given.</summary>
    public OpenApiResponse Returns(int status, IOpenApiSchema? schema, string? contentType = null)
    {
        var response = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) };
        if (schema is not null || contentType is not null)
        {
            response.Content = new Dictionary<string, OpenApiMediaType>
            {
                [contentType ?? JsonBody.Json] = new OpenApiMediaType { Schema = schema ?? Schemas.Inline(new JsonObject { ["type"] = "string" }) },
            };
        }

        if (status is 201 or 202)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = Header("Location") };
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
            if (!Responses.ContainsKey(Key(status)))
            {
                Responses[Key(status)] = refusals.Of(status);
            }
            else if (_codes.TryGetValue(status, out var own))
            {
                Own(status, own.Union(SharedRefusals.Codes(status)));
            }
        }
    }

    /// <summary>Adds a refusal with a code of the operation's own.</summary>
    public void Refuses(int status, string code)
    {
        if (!_codes.TryGetValue(status, out var own))
        {
            _codes[status] = own = Responses.ContainsKey(Key(status)) ? [.. SharedRefusals.Codes(status)] : [];
        }

        Own(status, own.Union([code]));
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

    /// <summary>Adds the headers that tell how much is left to good answers.</summary>
    public void Limited()
    {
        foreach (var (_, answer) in Responses.Where(answer => answer.Key.StartsWith('2')))
        {
            if (answer is OpenApiResponse good)
            {
                good.Headers ??= new Dictionary<string, IOpenApiHeader>();
                good.Headers[RateLimitHeaders.Limit] = Header(RateLimitHeaders.Limit);
                good.Headers[RateLimitHeaders.Policy] = Header(RateLimitHeaders.Policy);
            }
        }
    }

    /// <summary>A header of answers: one of the document's own (<c>ETag</c>, <c>Location</c>, <c>Link</c>, <c>Retry-After</c>) unless it is described.</summary>
    public IOpenApiHeader Header(string name, string? description = null) => refusals.Header(name, description);

    private void Own(int status, IEnumerable<string> codes)
    {
        _codes[status] = [.. codes];
        Responses[Key(status)] = refusals.Own(status, _codes[status]);
    }

    private OpenApiResponses Responses => Operation.Responses ??= [];

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}
