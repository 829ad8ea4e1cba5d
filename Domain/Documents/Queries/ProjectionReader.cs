using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads the values a selection needs.</summary>
internal sealed class ProjectionReader<T>(Schema<T> schema, ImmutableArray<AttributePath> paths)
{
    private readonly DocumentReader<T> _reader = new(schema);
    private readonly ImmutableArray<object?> _absent = [.. paths.Select(path => AbsentOf(path.Type))];

    /// <summary>Whether only whole documents can be read: they are upgraded, or change on their way out.</summary>
    public static bool NeedsWhole(Schema schema) => schema.Version > 1 || schema.HasReads;

    /// <exception cref="DocumentReadException">What is stored is not what the model says.</exception>
    public object?[] Read(StoredDocument stored)
    {
        var values = new object?[paths.Length];
        if (NeedsWhole(schema))
        {
            var whole = _reader.ReadJson(stored).Value;
            using var current = JsonSerializer.SerializeToDocument(whole);
            Fill(values, current.RootElement, stored, isStored: false);
            return values;
        }

        using var json = JsonDocument.Parse(stored.Body);
        Fill(values, json.RootElement, stored, isStored: true);
        return values;
    }

    private void Fill(object?[] values, JsonElement document, StoredDocument stored, bool isStored)
    {
        for (var index = 0; index < values.Length; index++)
        {
            var path = paths[index];
            values[index] = Find(document, isStored ? path.Stored : path.Shown) is { ValueKind: not JsonValueKind.Null } element ? Value(element, path, stored, isStored) : _absent[index];
        }
    }

    private object? Value(JsonElement element, AttributePath path, StoredDocument stored, bool isStored)
    {
        var type = schema.Normal.Options.GetTypeInfo(path.Type);
        try
        {
            return !isStored || path.Shape is { IsStoredAsIs: true, Type: not (DocumentType.List or DocumentType.Object) }
                ? element.Deserialize(type)
                : Normal(element, path, stored)?.Deserialize(type);
        }
        catch (JsonException exception)
        {
            throw new DocumentReadException(schema.Name, stored.Id, path.Shown.ToString(), JsonPathText.Reason(exception), exception);
        }
    }

    private JsonNode? Normal(JsonElement element, AttributePath path, StoredDocument stored)
    {
        var scope = new FaultScope();
        var normal = path.Shape.FromStored(JsonNode.Parse(element.GetRawText())!, scope);
        return scope.Count == 0 ? normal : throw new DocumentReadException(schema.Name, stored.Id, path.Shown.ToString(), scope.Faults[0].Message);
    }

    private static JsonElement? Find(JsonElement value, DocumentPath path)
    {
        foreach (var segment in path.Segments)
        {
            if (segment.Name is { } name)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                {
                    return null;
                }
            }
            else if (value.ValueKind == JsonValueKind.Array && segment.Index < value.GetArrayLength())
            {
                value = value[segment.Index];
            }
            else
            {
                return null;
            }
        }

        return value;
    }

    private static object? AbsentOf(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;
}
