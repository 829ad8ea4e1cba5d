using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>What OpenAPI says of lists: their parameters, in the address or in the body of QUERY.</summary>
internal static class ListDescription
{
    private static readonly JsonObject Text = new() { ["type"] = "string" };

    public static void Describe<T>(OperationDraft operation, Resource<T> resource, ResourceAction action)
    {
        operation.Operation.Summary ??= $"Lists documents of '{resource.Schema.Name}'";
        var parameters = Parameters(resource).ToList();
        var page = operation.Returns(200, operation.Models.OfPage(resource.Schema));
        if (action == ResourceAction.List)
        {
            foreach (var (name, schema, description) in parameters)
            {
                operation.Parameter(name, ParameterLocation.Query, schema, description);
            }

            page.Headers = new Dictionary<string, IOpenApiHeader> { ["Link"] = operation.Header("Link") };
            operation.Refuses(400);
            return;
        }

        var properties = new JsonObject();
        foreach (var (name, schema, description) in parameters)
        {
            var property = name == ListParameters.Fields ? new JsonObject { ["type"] = "array", ["items"] = Text.DeepClone() } : (JsonObject)schema.DeepClone();
            property["description"] = description;
            properties[name] = property;
        }

        operation.Takes(operation.Schemas.Inline(new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties }), QueryBody.Types);
        operation.Refuses(400, 413, 415);
    }

    private static IEnumerable<(string Name, JsonObject Schema, string Description)> Parameters<T>(Resource<T> resource)
    {
        yield return (ListParameters.Limit, new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ListParameters.MaxLimit, ["default"] = ListParameters.DefaultLimit }, "How many documents a page has at most.");
        yield return (ListParameters.Cursor, Text, "Where to go on: 'next' of the page before.");
        yield return (ListParameters.Fields, Text, ResourceDescription.FieldsText);
        if (resource.FilterRules is { } rules)
        {
            var on = rules.Attributes is { } attributes ? string.Join(", ", attributes) : "the documents' attributes";
            yield return (ListParameters.Filter, new JsonObject { ["type"] = "string", ["maxLength"] = rules.Length },
                $"A condition on {on}: comparisons (eq, ne, lt, le, gt, ge, in, between), startsWith, endsWith, contains, exists, joined by and, or and not. Texts stand in single quotes.");
        }

        if (resource.Sorts.Count > 0)
        {
            yield return (ListParameters.Sort, new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. resource.Sorts.SelectMany(sort => (JsonNode[])[sort.Name, $"-{sort.Name}"])]) },
                "The order; with - before it, greatest first.");
        }

        foreach (var filter in resource.Filters)
        {
            yield return (filter.Parameter, filter.Type.JsonSchema, $"Only documents of that {filter.Parameter}.");
        }
    }
}
