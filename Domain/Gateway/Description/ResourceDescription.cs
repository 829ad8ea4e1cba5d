using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What OpenAPI says of the methods of <see cref="Resource{T}"/>.</summary>
internal static class ResourceDescription
{
    private static readonly JsonObject Text = new() { ["type"] = "string" };

    public static void Describe(OperationDraft operation, Schema schema, ResourceAction action, IEnumerable<(string Name, JsonObject Schema)> filters)
    {
        operation.Operation.Summary ??= Summary(schema.Name, action);
        switch (action)
        {
            case ResourceAction.List:
                DescribeList(operation, schema, filters);
                break;
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

    private static void DescribeList(OperationDraft operation, Schema schema, IEnumerable<(string Name, JsonObject Schema)> filters)
    {
        var limit = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ListParameters.MaxLimit, ["default"] = ListParameters.DefaultLimit };
        operation.Parameter(ListParameters.Limit, ParameterLocation.Query, limit, "How many documents a page has at most.");
        operation.Parameter(ListParameters.Cursor, ParameterLocation.Query, Text, "Where to go on: 'next' of the page before.");
        foreach (var (name, type) in filters)
        {
            operation.Parameter(name, ParameterLocation.Query, type, $"Only documents of that {name}.");
        }

        operation.Returns(200, operation.Schemas.OfPage(schema)).Headers =
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
