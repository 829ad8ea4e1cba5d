using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Batches as the JavaScript and Python SDKs encode them: JSON arrays.</summary>
internal static class JsonBatch
{
    public static List<BatchOperation> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, DocumentBody.Options);
            if (json.RootElement.ValueKind == JsonValueKind.Array)
            {
                return [.. json.RootElement.EnumerateArray().Select(Operation)];
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }

        throw WireFault.BadRequest("A batch is RecordIO of HybridRow, or a JSON array of operations.");
    }

    public static byte[] Write(IReadOnlyList<OperationResult> results)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartArray();
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteNumber("statusCode", result.Status);
                if (result.SubStatus != 0)
                {
                    writer.WriteNumber("subStatusCode", result.SubStatus);
                }

                writer.WriteNumber("requestCharge", result.Charge);
                if (result.ETag is not null)
                {
                    writer.WriteString("eTag", result.ETag);
                }

                if (!result.Body.IsEmpty)
                {
                    writer.WritePropertyName("resourceBody");
                    writer.WriteRawValue(result.Body.Span, skipInputValidation: true);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return stream.ToArray();
    }

    private static BatchOperation Operation(JsonElement operation)
    {
        var kind = WireJson.Text(operation, "operationType");
        return new BatchOperation
        {
            Kind = Enum.TryParse<BatchOperationKind>(kind, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw WireFault.BadRequest($"'{kind}' is not an operation of a batch."),
            PartitionKey = operation.TryGetProperty("partitionKey", out var key) ? (key.ValueKind == JsonValueKind.String ? key.GetString() : key.GetRawText()) : null,
            Id = WireJson.Text(operation, "id"),
            Body = operation.TryGetProperty("resourceBody", out var body) ? Encoding.UTF8.GetBytes(body.GetRawText()) : default,
            IfMatch = WireJson.Text(operation, "ifMatch"),
            IfNoneMatch = WireJson.Text(operation, "ifNoneMatch"),
        };
    }
}
