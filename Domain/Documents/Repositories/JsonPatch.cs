using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A JSON patch (RFC 6902): operations that all happen to a document, in order, or none does.</summary>
/// <remarks>Immutable. Applied by <see cref="IJsonRepository.PatchAsync"/>.</remarks>
public sealed class JsonPatch
{
    /// <summary>How many operations a patch has at most: 100.</summary>
    public const int MostOperations = 100;

    private static readonly string[] Names = ["add", "remove", "replace", "move", "copy", "test"];

    private readonly ImmutableArray<JsonPatchOperation> _operations;

    private JsonPatch(ImmutableArray<JsonPatchOperation> operations) => _operations = operations;

    /// <summary>How many operations there are.</summary>
    public int Count => _operations.Length;

    /// <summary>Reads a patch: a list of <c>{"op", "path", "value" or "from"}</c>.</summary>
    /// <exception cref="ValidationException">It is none; all faults, with pointers into the patch.</exception>
    public static JsonPatch Parse(JsonElement patch)
    {
        var faults = new List<DocumentFault>();
        if (patch.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new DocumentFault(DocumentPath.Root, FaultCodes.WrongType, "This must be a list of operations.", null));
        }
        else if (patch.GetArrayLength() is 0 or > MostOperations)
        {
            faults.Add(new DocumentFault(DocumentPath.Root, FaultCodes.OutOfRange, $"This must have 1 to {MostOperations} operations.", null));
        }

        var operations = ImmutableArray.CreateBuilder<JsonPatchOperation>();
        if (faults.Count == 0)
        {
            foreach (var (index, operation) in patch.EnumerateArray().Index())
            {
                if (Read(operation, DocumentPath.Root.Append(index), faults) is { } read)
                {
                    operations.Add(read);
                }
            }
        }

        return faults.Count == 0 ? new JsonPatch(operations.ToImmutable()) : throw new ValidationException("json-patch", faults);
    }

    /// <summary>Applies the patch to a document, which it takes over.</summary>
    /// <exception cref="JsonPatchException">A test failed, or a place is not there.</exception>
    /// <exception cref="ValidationException">What is left is no object.</exception>
    internal JsonObject Apply(JsonObject document)
    {
        JsonNode? root = document;
        foreach (var (index, operation) in _operations.Index())
        {
            root = new JsonPatchStep(index, operation).Apply(root);
        }

        return root as JsonObject
            ?? throw new ValidationException("json-patch", [new DocumentFault(DocumentPath.Root, FaultCodes.WrongType, "A document must be an object.", null)]);
    }

    private static JsonPatchOperation? Read(JsonElement operation, DocumentPath at, List<DocumentFault> faults)
    {
        var known = faults.Count;
        if (operation.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new DocumentFault(at, FaultCodes.WrongType, "This must be an object.", null));
            return null;
        }

        var name = Text(operation, "op", at, faults);
        if (name is not null && !Names.Contains(name, StringComparer.Ordinal))
        {
            faults.Add(new DocumentFault(at.Append("op"), FaultCodes.NotAllowed, $"This must be one of {string.Join(", ", Names)}.", name));
        }

        var path = Pointer(operation, "path", at, faults);
        var from = name is "move" or "copy" ? Pointer(operation, "from", at, faults) : null;
        JsonNode? value = null;
        if (name is "add" or "replace" or "test")
        {
            if (operation.TryGetProperty("value", out var given))
            {
                value = JsonNode.Parse(given.GetRawText());
            }
            else
            {
                faults.Add(new DocumentFault(at.Append("value"), FaultCodes.Required, "This must be there.", null));
            }
        }

        if (name == "move" && from is not null && path is not null && from.Contains(path))
        {
            faults.Add(new DocumentFault(at.Append("path"), FaultCodes.Invalid, "Nothing can be moved into itself.", path.Text));
        }

        return faults.Count == known ? new JsonPatchOperation(name!, path!, from, value) : null;
    }

    private static JsonPointer? Pointer(JsonElement operation, string name, DocumentPath at, List<DocumentFault> faults)
    {
        if (Text(operation, name, at, faults) is not { } text)
        {
            return null;
        }

        if (JsonPointer.TryParse(text) is { } pointer)
        {
            return pointer;
        }

        faults.Add(new DocumentFault(at.Append(name), FaultCodes.PatternMismatch, "This must be a JSON pointer (RFC 6901): empty, or steps that each start with a slash.", text));
        return null;
    }

    private static string? Text(JsonElement operation, string name, DocumentPath at, List<DocumentFault> faults)
    {
        if (operation.TryGetProperty(name, out var given) && given.ValueKind == JsonValueKind.String)
        {
            return given.GetString();
        }

        faults.Add(new DocumentFault(at.Append(name), given.ValueKind == JsonValueKind.Undefined ? FaultCodes.Required : FaultCodes.WrongType, "This must be a text.", null));
        return null;
    }
}
