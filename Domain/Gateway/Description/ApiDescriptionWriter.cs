using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>Writes the OpenAPI document. HEAD, OPTIONS and the catch-all are left out: they follow from the rest. QUERY, which OpenAPI has a place for from 3.2 on, is among a path's <see cref="AdditionalOperations"/>.</summary>
internal sealed class ApiDescriptionWriter
{
    private static readonly string[] Unsaid = ["HEAD", "OPTIONS"];

    private readonly GatewayEndpoints _endpoints;
    private readonly IServiceProvider _services;
    private readonly GatewayOptions _options;
    private readonly IApiTexts? _texts;
    private readonly OpenApiDocument _document;
    private readonly ComponentSchemas _schemas;
    private readonly SecuritySchemes _security;
    private readonly SharedRefusals _refusals;

    public ApiDescriptionWriter(GatewayEndpoints endpoints, IServiceProvider services)
    {
        _endpoints = endpoints;
        _services = services;
        _options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        _texts = services.GetService<IApiTexts>();
        _document = new OpenApiDocument
        {
            Info = new OpenApiInfo { Title = _options.Title, Version = _options.Version, Description = _options.Description },
            Servers = [new OpenApiServer { Url = _options.PublicBaseUrl?.AbsoluteUri.TrimEnd('/') ?? "/" }],
            Paths = [],
            Components = new OpenApiComponents
            {
                Schemas = new Dictionary<string, IOpenApiSchema>(),
                Responses = new Dictionary<string, IOpenApiResponse>(),
                Headers = new Dictionary<string, IOpenApiHeader>(),
                SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(),
            },
        };
        _schemas = new ComponentSchemas(_document, services.GetRequiredService<TypedBodyReader>().Options, _texts);
        _security = new SecuritySchemes(_document, services.GetRequiredService<IOptions<ApiKeyOptions>>().Value.Header);
        _refusals = new SharedRefusals(_document, _schemas, _schemas.Named("Problem", ProblemSchema.Write()));
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
            var methods = endpoint.Methods.Select(method => method.ToUpperInvariant()).Except(Unsaid).ToList();
            foreach (var method in methods)
            {
                Add(endpoint, attributes, route, HttpMethod.Parse(method), single: methods.Count == 1);
            }
        }

        _document.Tags = Tags();
        DescriptionOrder.Sort(_document);
        return _document;
    }

    private void Add(GatewayEndpoint endpoint, List<object> attributes, RouteDescription route, HttpMethod method, bool single)
    {
        var tags = attributes.OfType<ITagsMetadata>().LastOrDefault()?.Tags ?? [Tag(route)];
        var operation = new OpenApiOperation
        {
            OperationId = single ? endpoint.Name : $"{endpoint.Name}-{method.Method.ToLowerInvariant()}",
            Tags = tags.Select(tag => new OpenApiTagReference(tag, _document)).ToHashSet(),
            Security = _security.Of(attributes),
            Deprecated = attributes.OfType<ObsoleteAttribute>().Any(),
        };
        Say(operation, endpoint, attributes);
        var draft = new OperationDraft(operation, _schemas, _refusals, _services);
        foreach (var (name, schema) in route.Parameters)
        {
            draft.Parameter(name, ParameterLocation.Path, schema, required: true);
        }

        foreach (var description in attributes.OfType<IOperationDescription>())
        {
            description.Describe(draft);
        }

        operation.Summary ??= OperationTexts.FromName(endpoint.Name);
        if (operation.Responses is null || !operation.Responses.Keys.Any(status => status.StartsWith('2')))
        {
            draft.Returns(200, null);
        }

        if (operation.Parameters is { Count: > 0 })
        {
            // Whatever is given can be too long, or no value at all.
            draft.Refuses(400);
        }

        if (attributes.OfType<IAnswersJson>().Any(answer => answer.HasBody))
        {
            draft.Refuses(406);
        }

        if (operation.Security is { Count: > 0 })
        {
            draft.Refuses(401, 403);
        }

        if (attributes.Any(attribute => attribute is ThrottleAttribute or RequireApiKeyAttribute))
        {
            draft.Refuses(429);
            draft.Limited();
        }

        draft.Refuses(500, 503);
        AddExamples(operation, attributes.OfType<ExampleAttribute>());
        if (method.Method == AdditionalOperations.Query)
        {
            AdditionalOperations.Of(Path(route.Path)).Add(method, operation);
        }
        else
        {
            Path(route.Path).AddOperation(method, operation);
        }
    }

    private void Say(OpenApiOperation operation, GatewayEndpoint endpoint, List<object> attributes)
    {
        if (_texts?.Of(endpoint.Method) is { } text)
        {
            (operation.Summary, operation.Description) = OperationTexts.Split(text);
        }

        operation.Summary = attributes.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary ?? operation.Summary;
        operation.Description = attributes.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description ?? operation.Description;
    }

    private static void AddExamples(OpenApiOperation operation, IEnumerable<ExampleAttribute> examples)
    {
        foreach (var of in examples.GroupBy(example => example.Status))
        {
            var content = of.Key is { } status
                ? operation.Responses![status.ToString(CultureInfo.InvariantCulture)].Content
                : operation.RequestBody?.Content;
            foreach (var media in content?.Values ?? [])
            {
                media.Examples = of.Select((example, index) => (Name: $"example{index + 1}", Example: example))
                    .ToDictionary(named => named.Name, named => (IOpenApiExample)new OpenApiExample { Summary = named.Example.Summary, Value = JsonNode.Parse(named.Example.Json) });
            }
        }
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

    private HashSet<OpenApiTag> Tags() =>
        [.. _document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Name!).Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name })];
}
