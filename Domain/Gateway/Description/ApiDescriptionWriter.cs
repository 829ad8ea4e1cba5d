using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>Writes the OpenAPI document. HEAD, OPTIONS and the catch-all are left out: they follow from the rest; so is QUERY, which OpenAPI has a place for from 3.2 on.</summary>
internal sealed class ApiDescriptionWriter
{
    private const string Scheme = "bearer";

    private readonly GatewayEndpoints _endpoints;
    private readonly IServiceProvider _services;
    private readonly GatewayOptions _options;
    private readonly OpenApiDocument _document;
    private readonly ComponentSchemas _schemas;
    private readonly IOpenApiSchema _problem;

    public ApiDescriptionWriter(GatewayEndpoints endpoints, IServiceProvider services)
    {
        _endpoints = endpoints;
        _services = services;
        _options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        _document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = _options.Title, Version = _options.Version },
            Servers = [new OpenApiServer { Url = _options.PublicBaseUrl?.AbsoluteUri.TrimEnd('/') ?? "/" }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
                },
            },
        };
        _schemas = new ComponentSchemas(_document, services.GetRequiredService<TypedBodyReader>().Options);
        _problem = _schemas.Named("Problem", ProblemSchema());
    }

    public OpenApiDocument Write()
    {
        var paths = new Dictionary<string, RouteDescription>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in _endpoints.All)
        {
            var attributes = endpoint.ClassAttributes.Concat(endpoint.MethodAttributes).ToList();
            var own = new RouteDescription(RouteText.Join(_options.RoutePrefix, endpoint.Route));
            if (own.IsCatchAll(_options.RoutePrefix) || attributes.OfType<IExcludeFromDescriptionMetadata>().Any(metadata => metadata.ExcludeFromDescription))
            {
                continue;
            }

            var route = paths.TryGetValue(own.Shape, out var known) ? known : paths[own.Shape] = own;
            foreach (var method in endpoint.Methods.Where(method => method.ToUpperInvariant() is not ("HEAD" or "OPTIONS" or "QUERY")))
            {
                Add(endpoint, attributes, route, HttpMethod.Parse(method.ToUpperInvariant()), single: endpoint.Methods.Count(other => !other.Equals("HEAD", StringComparison.OrdinalIgnoreCase)) == 1);
            }
        }

        _document.Tags = _document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name!).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet();
        return _document;
    }

    private void Add(GatewayEndpoint endpoint, List<object> attributes, RouteDescription route, HttpMethod method, bool single)
    {
        var tags = attributes.OfType<ITagsMetadata>().LastOrDefault()?.Tags ?? [Tag(route)];
        var operation = new OpenApiOperation
        {
            OperationId = single ? endpoint.Name : $"{endpoint.Name}-{method.Method.ToLowerInvariant()}",
            Summary = attributes.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary,
            Description = attributes.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description,
            Tags = tags.Select(tag => new OpenApiTagReference(tag, _document)).ToHashSet(),
            Security = Security(attributes),
            Deprecated = attributes.OfType<ObsoleteAttribute>().Any(),
        };
        var draft = new OperationDraft(operation, _schemas, _problem, _services);
        foreach (var (name, schema) in route.Parameters)
        {
            draft.Parameter(name, ParameterLocation.Path, schema, required: true);
        }

        foreach (var description in attributes.OfType<IOperationDescription>())
        {
            description.Describe(draft);
        }

        if (operation.Responses is null || !operation.Responses.Keys.Any(status => status.StartsWith('2')))
        {
            draft.Returns(200, null);
        }

        if (operation.Security.Count > 0)
        {
            draft.Refuses(401, 403);
        }

        draft.Refuses(500, 503);
        Path(route.Path).AddOperation(method, operation);
    }

    private OpenApiPathItem Path(string path)
    {
        if (_document.Paths.TryGetValue(path, out var known))
        {
            return (OpenApiPathItem)known;
        }

        var item = new OpenApiPathItem { Operations = [] };
        _document.Paths[path] = item;
        return item;
    }

    private string Tag(RouteDescription route)
    {
        var own = _options.RoutePrefix.Length == 0 ? route.Literals : route.Literals.Skip(_options.RoutePrefix.Split('/').Length);
        return own.FirstOrDefault() ?? "other";
    }

    /// <summary>Scopes of one attribute are alternatives, attributes add up: every combination is one way in.</summary>
    private List<OpenApiSecurityRequirement> Security(List<object> attributes)
    {
        if (attributes.OfType<IAllowAnonymous>().Any())
        {
            return [];
        }

        var ways = new List<List<string>> { new() };
        foreach (var attribute in attributes.OfType<RequireScopeAttribute>())
        {
            ways = [.. ways.SelectMany(way => attribute.Scopes.Select(scope => way.Append(scope).ToList()))];
        }

        return [.. ways.Select(way => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, _document)] = way })];
    }

    private static JsonObject ProblemSchema() => JsonNode.Parse(
        """
        {
          "type": "object",
          "description": "Problem details (RFC 9457).",
          "required": ["title", "status", "detail", "code", "traceId"],
          "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string", "description": "What happened, for people." },
            "code": { "type": "string", "description": "What happened, for programs; stable." },
            "traceId": { "type": "string", "description": "Where the log has the rest." },
            "errors": {
              "type": "array",
              "description": "Every fault of the request.",
              "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                  "in": { "type": "string", "enum": ["query", "path", "header"], "description": "The part the pointer points into; the body when it is left out." },
                  "pointer": { "type": "string", "description": "A JSON pointer to what is wrong." },
                  "code": { "type": "string" },
                  "message": { "type": "string" }
                }
              }
            }
          }
        }
        """)!.AsObject();
}
