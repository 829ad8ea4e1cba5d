using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Writes what the store adds (id, partition, expiry) and what it was given as one JSON text, and reads answers.</summary>
internal static class DocumentBody
{
    /// <exception cref="StoreRequestException">The body has an attribute that is the store's.</exception>
    /// <exception cref="DocumentTooLargeException">The text is over 2 MiB.</exception>
    public static MemoryStream Write(ContainerLayout layout, StorePartition partition, StoreOperation.Whole operation)
    {
        // A text is of a model, whose attributes are none of the framework's; a partition of the container's own may be among them.
        var isText = !operation.Utf8.IsEmpty && layout.PartitionNames[0].StartsWith(EnvelopeNames.Partition, StringComparison.Ordinal);
        using var scratch = BodyWriter.Rent();
        var json = scratch.Json;
        json.WriteStartObject();
        json.WriteString(EnvelopeNames.Id, operation.Id);
        for (var level = 0; level < layout.PartitionNames.Length; level++)
        {
            json.WriteString(layout.PartitionNames[level], partition.Key[level]);
        }

        if (operation.TimeToLive is { } life)
        {
            json.WriteNumber(EnvelopeNames.TimeToLive, SecondsOf(life));
        }

        if (!layout.UniqueKeys.IsEmpty)
        {
            WriteUniqueKeys(json, layout, operation.Id, isText ? null : operation.Body[EnvelopeNames.Unique]);
        }

        if (isText)
        {
            scratch.EndWith(operation.Utf8.Span);
        }
        else
        {
            WriteAttributes(json, layout, partition, operation);
            json.WriteEndObject();
            json.Flush();
        }

        return scratch.Length <= StoreLimits.DocumentBytes
            ? scratch.ToStream()
            : throw new DocumentTooLargeException($"The document '{operation.Id}' has {scratch.Length} bytes; the store takes {StoreLimits.DocumentBytes}.");
    }

    /// <summary>A life as Cosmos DB takes it: whole seconds, at least one.</summary>
    public static long SecondsOf(TimeSpan life) => Math.Max(1, (long)Math.Ceiling(life.TotalSeconds));

    private static void WriteAttributes(Utf8JsonWriter json, ContainerLayout layout, StorePartition partition, StoreOperation.Whole operation)
    {
        foreach (var (name, value) in operation.Body)
        {
            if (name != EnvelopeNames.Unique && !IsWritten(layout, partition, operation, name, value))
            {
                WriteAttribute(json, name, value);
            }
        }
    }

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content is MemoryStream memory && memory.TryGetBuffer(out var buffer))
        {
            return buffer.AsMemory((int)memory.Position);
        }

        if (response.Content is null)
        {
            return default;
        }

        using var copy = new MemoryStream();
        await response.Content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        return copy.ToArray();
    }

    /// <summary>The document an answer is about, without its body when the answer has none.</summary>
    public static async ValueTask<StoredDocument> ToDocumentAsync(ResponseMessage response, string id, CancellationToken cancellationToken) =>
        new(id, await ReadAsync(response, cancellationToken).ConfigureAwait(false), EntityTag.FromHeader(response.Headers.ETag))
        {
            RequestCharge = response.Headers.RequestCharge,
            SessionToken = response.Headers.Session,
        };

    // A document without a value has its own id there, which is unique; values are JSON lists, which no id is.
    private static void WriteUniqueKeys(Utf8JsonWriter json, ContainerLayout layout, string id, JsonNode? values)
    {
        json.WriteStartObject(EnvelopeNames.Unique);
        string? model = null;
        foreach (var key in layout.UniqueKeys)
        {
            if (model != key.Model)
            {
                if (model is not null)
                {
                    json.WriteEndObject();
                }

                json.WriteStartObject(key.Model);
                model = key.Model;
            }

            json.WriteString(key.Name, (string?)values?[key.Model]?[key.Name] ?? id);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <exception cref="StoreRequestException">The attribute is the store's alone, or says another partition.</exception>
    private static bool IsWritten(ContainerLayout layout, StorePartition partition, StoreOperation operation, string name, JsonNode? value)
    {
        if (name is EnvelopeNames.Id or EnvelopeNames.TimeToLive || name.StartsWith(EnvelopeNames.Partition, StringComparison.Ordinal))
        {
            throw new StoreRequestException($"The document '{operation.Id}' has an attribute '{name}', which the store writes itself.");
        }

        var level = layout.PartitionNames.IndexOf(name);
        return level >= 0 && (value is JsonValue given && given.TryGetValue<string>(out var text) && text == partition.Key[level]
            ? true
            : throw new StoreRequestException($"The document '{operation.Id}' has another '{name}' than its partition '{partition.Key}'."));
    }

    private static void WriteAttribute(Utf8JsonWriter json, string name, JsonNode? value)
    {
        json.WritePropertyName(name);
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }
}
