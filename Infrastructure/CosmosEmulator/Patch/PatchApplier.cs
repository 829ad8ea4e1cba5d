using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Applies the operations of a patch to a document, one after the other; the first that cannot be done refuses them all.</summary>
internal sealed class PatchApplier(ContainerInfo container)
{
    private static readonly string[] SystemProperties = ["id", "_rid", "_self", "_etag", "_ts", "_attachments", "_lsn"];

    public void Apply(JsonObject document, IReadOnlyList<PatchStep> operations)
    {
        foreach (var operation in operations)
        {
            RequireChangeable(operation.Path);
            switch (operation.Kind)
            {
                case "add":
                    Put(document, operation.Path, Node(operation.Value!.Value), inserts: true);
                    break;
                case "set":
                    Put(document, operation.Path, Node(operation.Value!.Value), inserts: false);
                    break;
                case "replace":
                    RequirePresent(document, operation.Path);
                    Put(document, operation.Path, Node(operation.Value!.Value), inserts: false);
                    break;
                case "remove":
                    Take(document, operation.Path);
                    break;
                case "incr":
                    Increment(document, operation.Path, operation.Value!.Value);
                    break;
                default:
                    Move(document, operation.From!, operation.Path);
                    break;
            }
        }
    }

    private void RequireChangeable(PatchPath path)
    {
        if (SystemProperties.Contains(path.Names[0]))
        {
            throw WireFault.BadRequest($"Patching the system property '{path.Text}' is not supported.");
        }

        if (container.Definition.PartitionKey.Paths.Any(key => path.Leads(key.Names)))
        {
            throw WireFault.BadRequest($"Patching the partition key '{path.Text}' is not supported.");
        }
    }

    private void Move(JsonObject document, PatchPath from, PatchPath to)
    {
        RequireChangeable(from);
        if (from.Leads(to.Names))
        {
            throw WireFault.BadRequest($"'{from.Text}' cannot be moved into itself, to '{to.Text}'.");
        }

        Put(document, to, Take(document, from), inserts: true);
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText(), documentOptions: DocumentBody.Options);

    private static void Put(JsonObject document, PatchPath path, JsonNode? value, bool inserts)
    {
        var name = path.Names[^1];
        switch (Parent(document, path))
        {
            case JsonObject owner:
                owner[name] = value;
                break;
            case JsonArray array when name == "-":
                array.Add(value);
                break;
            case JsonArray array when inserts && Index(name, path) is var index && index <= array.Count:
                array.Insert(index, value);
                break;
            case JsonArray array when !inserts && Index(name, path) is var index && index < array.Count:
                array[index] = value;
                break;
            case JsonArray array:
                throw WireFault.BadRequest($"The index of '{path.Text}' is out of bounds: the array has {array.Count} elements.");
            default:
                throw Absent(path, "its parent is neither an object nor an array");
        }
    }

    private static JsonNode? Take(JsonObject document, PatchPath path)
    {
        RequirePresent(document, path);
        var name = path.Names[^1];
        JsonNode? value;
        if (Parent(document, path) is JsonArray array)
        {
            var index = Index(name, path);
            value = array[index];
            array.RemoveAt(index);
            return value;
        }

        var owner = (JsonObject)Parent(document, path)!;
        value = owner[name];
        owner.Remove(name);
        return value;
    }

    private static void Increment(JsonObject document, PatchPath path, JsonElement by)
    {
        if (!TryGet(document, path, out var current))
        {
            Put(document, path, Node(by), inserts: false);
            return;
        }

        if (current is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            throw WireFault.BadRequest($"The value at '{path.Text}' cannot be incremented: it is not a number.");
        }

        var sum = value.TryGetValue<long>(out var whole) && by.TryGetInt64(out var step) && (Int128)whole + step is var exact && exact <= long.MaxValue && exact >= long.MinValue
            ? JsonValue.Create((long)exact)
            : JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) + by.GetDouble());
        Put(document, path, sum, inserts: false);
    }

    private static void RequirePresent(JsonObject document, PatchPath path)
    {
        if (!TryGet(document, path, out _))
        {
            throw Absent(path, "there is nothing there");
        }
    }

    private static bool TryGet(JsonObject document, PatchPath path, out JsonNode? value)
    {
        value = null;
        var name = path.Names[^1];
        switch (Parent(document, path))
        {
            case JsonObject owner:
                return owner.TryGetPropertyValue(name, out value);
            case JsonArray array when name != "-" && Index(name, path) is var index && index < array.Count:
                value = array[index];
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? Parent(JsonObject document, PatchPath path)
    {
        JsonNode? node = document;
        foreach (var name in path.Names.AsSpan(0, path.Names.Length - 1))
        {
            node = node switch
            {
                JsonObject owner when owner.TryGetPropertyValue(name, out var value) => value,
                JsonArray array when Index(name, path) is var index && index < array.Count => array[index],
                _ => throw Absent(path, $"'{name}' is not there"),
            };
        }

        return node;
    }

    private static int Index(string name, PatchPath path) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (name == "0" || name[0] != '0')
            ? index
            : throw WireFault.BadRequest($"'{name}' in '{path.Text}' is not an index of an array.");

    private static WireFault Absent(PatchPath path, string reason) =>
        WireFault.BadRequest($"For the patch operation at '{path.Text}' the path cannot be followed: {reason}.");
}
