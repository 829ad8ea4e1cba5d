using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What OpenAPI says of the methods of <see cref="Resource{T}"/>.</summary>
internal static class ResourceDescription
{
    public const string FieldsText = "The attributes that come back, separated by commas: name,home.city. All when it is left out.";

    private static readonly JsonObject Text = new() { ["type"] = "string" };

    /// <summary>Describes every action but lists, which <see cref="ListDescription"/> does.</summary>
    public static void Describe(OperationDraft operation, Schema schema, OwnerRule? owner, ResourceAction action)
    {
        string[] optional = owner is null ? [] : [owner.Attribute.Name];
        operation.Operation.Summary ??= Summary(schema.Name, action);
        switch (action)
        {
            case ResourceAction.Get:
                operation.Parameter("If-None-Match", ParameterLocation.Header, Text, "A version the client has: 304 when it is still current.");
                operation.Parameter(ListParameters.Fields, ParameterLocation.Query, Text, FieldsText);
                operation.Returns(200, operation.Models.OfFields(schema)).Headers = ETag(operation);
                operation.Returns(304, null).Headers = ETag(operation);
                operation.Refuses(400, 404);
                break;
            case ResourceAction.Create:
                operation.Takes(operation.Models.OfModel(schema, SchemaView.Create, optional), JsonBody.Json);
                Document(operation, schema, 201).Headers!["Location"] = operation.Header("Location");
                operation.Refuses(400, 409, 413, 415);
                break;
            case ResourceAction.Replace:
                DescribeReplace(operation, schema, optional);
                break;
            case ResourceAction.MergePatch or ResourceAction.JsonPatch or ResourceAction.Patch:
                DescribePatch(operation, schema, action);
                break;
            case ResourceAction.Bulk:
                BulkDescription.Describe(operation, schema);
                break;
            case ResourceAction.Delete:
                IfMatch(operation);
                operation.Returns(204, null);
                operation.Refuses(400, 404, 412);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action.");
        }
    }

    /// <summary>Says whose documents the operation is about.</summary>
    public static void DescribeOwner(OperationDraft operation, OwnerRule owner, ResourceAction action)
    {
        var text = action == ResourceAction.Create
            ? $"The document becomes the caller's: '{owner.Attribute.Name}' is who the caller is."
            : $"Only the caller's own documents, whose '{owner.Attribute.Name}' is who the caller is; others' are not there.";
        operation.Operation.Description = operation.Operation.Description is { } said ? $"{said} {text}" : text;
    }

    private static void DescribePatch(OperationDraft operation, Schema schema, ResourceAction action)
    {
        operation.Operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = PatchBody.TypesOf(action).ToDictionary(type => type, type => new OpenApiMediaType
            {
                Schema = type == JsonBody.JsonPatch ? operation.Schemas.Named("JsonPatch", JsonPatchSchema()) : operation.Models.OfModel(schema, SchemaView.Merge),
            }),
        };
        IfMatch(operation);
        Document(operation, schema, 200);
        operation.Refuses(400, 404, 412, 413, 415);
        if (action != ResourceAction.MergePatch)
        {
            operation.Refuses(409, ProblemCodes.PatchTestFailed);
            operation.Refuses(422, ProblemCodes.PatchNotApplicable);
        }
    }

    private static JsonObject JsonPatchSchema() => JsonNode.Parse(
        """
        {
          "type": "array",
          "description": "A JSON patch (RFC 6902): all of it happens, or nothing.",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "type": "object",
            "required": ["op", "path"],
            "properties": {
              "op": { "type": "string", "enum": ["add", "remove", "replace", "move", "copy", "test"] },
              "path": { "type": "string", "description": "A JSON pointer (RFC 6901)." },
              "from": { "type": "string", "description": "A JSON pointer; of move and copy." },
              "value": { "description": "Any JSON; of add, replace and test." }
            }
          }
        }
        """)!.AsObject();

    private static void DescribeReplace(OperationDraft operation, Schema schema, string[] optional)
    {
        operation.Takes(operation.Models.OfModel(schema, SchemaView.Replace, optional), JsonBody.Json);
        operation.Parameter("If-Match", ParameterLocation.Header, Text, "The version that is replaced; * for any. Needed unless If-None-Match is given.");
        operation.Parameter("If-None-Match", ParameterLocation.Header, new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("*") }, "Creates the document; refused when it exists.");
        Document(operation, schema, 200);
        Document(operation, schema, 201).Headers!["Location"] = operation.Header("Location");
        operation.Refuses(400, 404, 412, 413, 415, 428);
    }

    private static OpenApiResponse Document(OperationDraft operation, Schema schema, int status)
    {
        var response = operation.Returns(status, operation.Models.OfModel(schema, SchemaView.Read));
        response.Headers = ETag(operation);
        return response;
    }

    private static Dictionary<string, IOpenApiHeader> ETag(OperationDraft operation) => new() { ["ETag"] = operation.Header("ETag") };

    private static void IfMatch(OperationDraft operation) =>
        operation.Parameter("If-Match", ParameterLocation.Header, Text, "The version the document must have; 412 when it has another.");

    private static string Summary(string model, ResourceAction action) => action switch
    {
        ResourceAction.Get => $"Gets one '{model}'",
        ResourceAction.Create => $"Creates a '{model}'",
        ResourceAction.Replace => $"Replaces a '{model}'",
        ResourceAction.MergePatch or ResourceAction.JsonPatch or ResourceAction.Patch => $"Changes parts of a '{model}'",
        ResourceAction.Bulk => $"Writes many documents of '{model}'",
        _ => $"Removes a '{model}'",
    };
}
