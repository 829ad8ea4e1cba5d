using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What OpenAPI says of the methods of <see cref="Resource{T}"/>.</summary>
internal static class ResourceDescription
{
    private static readonly JsonObject Text = new() { ["type"] = "string" };

    /// <summary>Describes every action but a list, which only a resource can.</summary>
    public static void Describe(OperationDraft operation, Schema schema, ResourceAction action)
    {
        operation.Operation.Summary ??= Summary(schema.Name, action);
        switch (action)
        {
            case ResourceAction.Get:
                operation.Parameter("If-None-Match", ParameterLocation.Header, Text, "A version the client has: 304 when it is still current.");
                Document(operation, schema, 200);
                operation.Returns(304, null).Headers = ETag(operation);
                operation.Refuses(404);
                break;
            case ResourceAction.Create:
                operation.Takes(operation.Schemas.OfModel(schema, SchemaView.Create), JsonBody.Json);
                Document(operation, schema, 201).Headers!["Location"] = operation.Header("The address of the document.");
                operation.Refuses(400, 409, 413, 415);
                break;
            case ResourceAction.Replace:
                DescribeReplace(operation, schema);
                break;
            case ResourceAction.MergePatch:
                operation.Takes(operation.Schemas.OfModel(schema, SchemaView.Merge), JsonBody.MergePatch, JsonBody.Json);
                IfMatch(operation);
                Document(operation, schema, 200);
                operation.Refuses(400, 404, 412, 413, 415);
                break;
            case ResourceAction.Delete:
                IfMatch(operation);
                operation.Returns(204, null);
                operation.Refuses(404, 412);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action.");
        }
    }

    public static void DescribeList<T>(OperationDraft operation, Resource<T> resource)
    {
        operation.Operation.Summary ??= Summary(resource.Schema.Name, ResourceAction.List);
        var limit = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ListParameters.MaxLimit, ["default"] = ListParameters.DefaultLimit };
        operation.Parameter(ListParameters.Limit, ParameterLocation.Query, limit, "How many documents a page has at most.");
        operation.Parameter(ListParameters.Cursor, ParameterLocation.Query, Text, "Where to go on: 'next' of the page before.");
        if (resource.FilterRules is { } rules)
        {
            var text = new JsonObject { ["type"] = "string", ["maxLength"] = rules.Length };
            operation.Parameter(ListParameters.Filter, ParameterLocation.Query, text, rules.Attributes is { } attributes
                ? $"A condition on {string.Join(", ", attributes)}: comparisons (eq, ne, lt, le, gt, ge, in, between), startsWith, endsWith, contains, exists, joined by and, or and not. Texts stand in single quotes."
                : "A condition on the documents' attributes: comparisons (eq, ne, lt, le, gt, ge, in, between), startsWith, endsWith, contains, exists, joined by and, or and not. Texts stand in single quotes.");
        }

        if (resource.Sorts.Count > 0)
        {
            var orders = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. resource.Sorts.SelectMany(sort => (JsonNode[])[sort.Name, $"-{sort.Name}"])]) };
            operation.Parameter(ListParameters.Sort, ParameterLocation.Query, orders, "The order; with - before it, greatest first.");
        }

        foreach (var filter in resource.Filters)
        {
            operation.Parameter(filter.Parameter, ParameterLocation.Query, filter.Type.JsonSchema, $"Only documents of that {filter.Parameter}.");
        }

        operation.Returns(200, operation.Schemas.OfPage(resource.Schema)).Headers =
            new Dictionary<string, IOpenApiHeader> { ["Link"] = operation.Header("The next page, rel=\"next\" (RFC 8288), while there is one.") };
        operation.Refuses(400);
    }

    private static void DescribeReplace(OperationDraft operation, Schema schema)
    {
        operation.Takes(operation.Schemas.OfModel(schema, SchemaView.Replace), JsonBody.Json);
        operation.Parameter("If-Match", ParameterLocation.Header, Text, "The version that is replaced; * for any. Needed unless If-None-Match is given.");
        operation.Parameter("If-None-Match", ParameterLocation.Header, new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("*") }, "Creates the document; refused when it exists.");
        Document(operation, schema, 200);
        Document(operation, schema, 201).Headers!["Location"] = operation.Header("The address of the document.");
        operation.Refuses(400, 404, 412, 413, 415, 428);
    }

    private static OpenApiResponse Document(OperationDraft operation, Schema schema, int status)
    {
        var response = operation.Returns(status, operation.Schemas.OfModel(schema, SchemaView.Read));
        response.Headers = ETag(operation);
        return response;
    }

    private static Dictionary<string, IOpenApiHeader> ETag(OperationDraft operation) => new() { ["ETag"] = operation.Header("The document's version, a strong entity tag.") };

    private static void IfMatch(OperationDraft operation) =>
        operation.Parameter("If-Match", ParameterLocation.Header, Text, "The version the document must have; 412 when it has another.");

    private static string Summary(string model, ResourceAction action) => action switch
    {
        ResourceAction.List => $"Lists documents of '{model}'",
        ResourceAction.Get => $"Gets one '{model}'",
        ResourceAction.Create => $"Creates a '{model}'",
        ResourceAction.Replace => $"Replaces a '{model}'",
        ResourceAction.MergePatch => $"Changes parts of a '{model}'",
        _ => $"Removes a '{model}'",
    };
}
