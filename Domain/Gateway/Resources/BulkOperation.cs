using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Gateway;

/// <summary>One operation of a bulk request.</summary>
/// <param name="Op">create, replace, upsert, patch or delete.</param>
/// <param name="Id">The document's key; null for a creation that lets the model make one.</param>
/// <param name="IfMatch">The version the document must have; null or <c>*</c> for any.</param>
/// <param name="Body">The document, or the merge patch; null for a deletion.</param>
internal sealed record BulkOperation(string Op, string? Id, string? IfMatch, JsonObject? Body)
{
    public const string Create = "create";
    public const string Replace = "replace";
    public const string Upsert = "upsert";
    public const string Patch = "patch";
    public const string Delete = "delete";

    /// <summary>How many operations one request has at most.</summary>
    public const int Most = 100;

    public static readonly string[] Names = [Create, Replace, Upsert, Patch, Delete];

    /// <summary>The operations of a body: <c>{"operations": [{"op", "id", "ifMatch", "body"}]}</c>.</summary>
    /// <exception cref="GatewayException">400 <c>validation-failed</c> with every fault of the form.</exception>
    public static IReadOnlyList<BulkOperation> ReadAll(JsonElement body)
    {
        var faults = new List<ProblemError>();
        var operations = new List<BulkOperation>();
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("operations", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > Most)
        {
            faults.Add(new ProblemError("/operations", "wrong-type", $"This must be a list of 1 to {Most} operations."));
        }
        else
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, element) in list.EnumerateArray().Index())
            {
                var known = faults.Count;
                var operation = Read(element, $"/operations/{index}", faults);
                if (operation.Id is { } id && !ids.Add(id))
                {
                    faults.Add(new ProblemError($"/operations/{index}/id", "repeated", "Another operation has this id; their order would be chance."));
                }

                if (faults.Count == known)
                {
                    operations.Add(operation);
                }
            }
        }

        return faults.Count == 0
            ? operations
            : throw new GatewayException(new Problem(400, ProblemCodes.ValidationFailed, "The operations are not valid; none was done.") { Errors = faults });
    }

    private static BulkOperation Read(JsonElement element, string at, List<ProblemError> faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ProblemError(at, "wrong-type", "This must be an object."));
            return new BulkOperation("", null, null, null);
        }

        var op = Text(element, "op", at, faults) ?? "";
        var id = Text(element, "id", at, faults);
        var body = element.TryGetProperty("body", out var given) && given.ValueKind == JsonValueKind.Object ? JsonObject.Create(given) : null;
        if (!Names.Contains(op, StringComparer.Ordinal))
        {
            faults.Add(new ProblemError($"{at}/op", "not-allowed", $"This must be one of {string.Join(", ", Names)}."));
        }

        if (id is null && op is not (Create or ""))
        {
            faults.Add(new ProblemError($"{at}/id", "required", "This operation needs the document's id."));
        }

        if (body is null && op is not (Delete or ""))
        {
            faults.Add(new ProblemError($"{at}/body", "required", "This operation needs an object as its body."));
        }

        return new BulkOperation(op, id, Text(element, "ifMatch", at, faults), body);
    }

    private static string? Text(JsonElement element, string name, string at, List<ProblemError> faults)
    {
        if (!element.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (given.ValueKind != JsonValueKind.String || given.GetString() is not { Length: > 0 } text)
        {
            faults.Add(new ProblemError($"{at}/{name}", "wrong-type", "This must be a text that is not empty."));
            return null;
        }

        return text;
    }
}
