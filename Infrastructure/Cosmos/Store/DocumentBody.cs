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
    public static MemoryStream Write(StorePartition partition, StoreOperation operation, JsonObject body)
    {
        var stream = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString(EnvelopeNames.Id, operation.Id);
            json.WriteString(EnvelopeNames.Partition, partition.Key[0]);
            if (operation.TimeToLive is { } life)
            {
                json.WriteNumber(EnvelopeNames.TimeToLive, Math.Max(1, (long)Math.Ceiling(life.TotalSeconds)));
            }

            foreach (var (name, value) in body)
            {
                WriteAttribute(json, operation, name, value);
            }

            json.WriteEndObject();
        }

        if (stream.Length > StoreLimits.DocumentBytes)
        {
            throw new DocumentTooLargeException($"The document '{operation.Id}' has {stream.Length} bytes; the store takes {StoreLimits.DocumentBytes}.");
        }

        stream.Position = 0;
        return stream;
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

    private static void WriteAttribute(Utf8JsonWriter json, StoreOperation operation, string name, JsonNode? value)
    {
        if (name is EnvelopeNames.Id or EnvelopeNames.TimeToLive || name.StartsWith(EnvelopeNames.Partition, StringComparison.Ordinal))
        {
            throw new StoreRequestException($"The document '{operation.Id}' has an attribute '{name}', which the store writes itself.");
        }

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
