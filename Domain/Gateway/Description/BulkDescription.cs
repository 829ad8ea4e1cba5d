using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What OpenAPI says of bulk requests.</summary>
internal static class BulkDescription
{
    public static void Describe(OperationDraft operation, Schema schema)
    {
        var request = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("operations"),
            ["properties"] = new JsonObject
            {
                ["operations"] = new JsonObject
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["maxItems"] = BulkOperation.Most,
                    ["items"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("op"),
                        ["properties"] = new JsonObject
                        {
                            ["op"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. BulkOperation.Names.Select(name => JsonValue.Create(name))]) },
                            ["id"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "The document; may be left out by 'create' when the model makes keys." },
                            ["ifMatch"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["description"] = "The version it must have; * for any. Needed by 'replace'." },
                            ["body"] = new JsonObject { ["type"] = "object", ["description"] = "The document, or the merge patch of 'patch'." },
                        },
                    },
                },
            },
        };
        operation.Takes(operation.Schemas.Named("Bulk", request), JsonBody.Json);
        operation.Returns(200, operation.Models.OfBulk(schema));
        operation.Refuses(400, 413, 415);
    }
}
