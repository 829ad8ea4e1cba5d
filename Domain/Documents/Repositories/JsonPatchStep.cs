using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Does one operation of a JSON patch to a tree.</summary>
internal readonly struct JsonPatchStep(int index, JsonPatchOperation operation)
{
    /// <summary>The tree afterwards: the same one, or another when the operation replaces all of it.</summary>
    /// <exception cref="JsonPatchException">A test failed, or a place is not there.</exception>
    public JsonNode? Apply(JsonNode? root)
    {
        if (root is null)
        {
            throw NotThere(operation.Path);
        }

        switch (operation.Name)
        {
            case "add":
                return Add(root, operation.Value?.DeepClone());
            case "replace":
                _ = Find(root, operation.Path);
                return Put(root, operation.Value?.DeepClone());
            case "remove":
                return Remove(root, operation.Path);
            case "copy":
                return Add(root, Find(root, operation.From!)?.DeepClone());
            case "move":
                var moved = Find(root, operation.From!)?.DeepClone();
                return operation.From!.Text == operation.Path.Text ? root : Add(Remove(root, operation.From!) ?? throw NotThere(operation.Path), moved);
            default:
                return JsonNode.DeepEquals(Find(root, operation.Path), operation.Value)
                    ? root
                    : throw new JsonPatchException(index, operation.Path.Text, JsonPatchCodes.TestFailed, "The document has another value there than the patch's test asks for.");
        }
    }

    private JsonNode? Find(JsonNode root, JsonPointer pointer) => pointer.TryFind(root, out var value) ? value : throw NotThere(pointer);

    private JsonNode? Add(JsonNode root, JsonNode? value)
    {
        var path = operation.Path;
        if (path.IsRoot)
        {
            return value;
        }

        switch (path.TryParent(root, out var parent) ? parent : null)
        {
            case JsonObject members:
                members[path.Last] = value;
                return root;
            case JsonArray list when JsonPointer.PositionOf(path.Last, list, orEnd: true) is >= 0 and var position:
                list.Insert(position, value);
                return root;
            default:
                throw NotThere(path);
        }
    }

    private JsonNode? Put(JsonNode root, JsonNode? value)
    {
        var path = operation.Path;
        if (path.IsRoot)
        {
            return value;
        }

        path.TryParent(root, out var parent);
        if (parent is JsonArray list)
        {
            list[JsonPointer.PositionOf(path.Last, list, orEnd: false)] = value;
        }
        else
        {
            parent[path.Last] = value;
        }

        return root;
    }

    private JsonNode? Remove(JsonNode root, JsonPointer path)
    {
        _ = Find(root, path);
        if (path.IsRoot)
        {
            return null;
        }

        path.TryParent(root, out var parent);
        if (parent is JsonArray list)
        {
            list.RemoveAt(JsonPointer.PositionOf(path.Last, list, orEnd: false));
        }
        else
        {
            ((JsonObject)parent).Remove(path.Last);
        }

        return root;
    }

    private JsonPatchException NotThere(JsonPointer pointer) =>
        new(index, pointer.Text, JsonPatchCodes.NotApplicable, $"The document has nothing at '{pointer.Text}'.");
}
