using System.Runtime.InteropServices;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Virga.CosmosEmulator;

/// <summary>Batches as the .NET and Java SDKs encode them: RecordIO of HybridRow, with the schema the SDK's assembly carries.</summary>
internal static class HybridRowBatch
{
    private static readonly Lazy<LayoutResolverNamespace> Resolver = new(Load);

    private static readonly Lazy<Layout> ResultLayout = new(() =>
        Resolver.Value.Resolve(Resolver.Value.Namespace.Schemas.Find(schema => schema.Name == "BatchResult")!.SchemaId));

    /// <summary>Whether a body is in this encoding: it starts with a row's version and the schema of RecordIO segments.</summary>
    public static bool Is(ReadOnlySpan<byte> body) => body.Length > 5 && body[0] == 0x81;

    public static async Task<List<BatchOperation>> ReadAsync(ReadOnlyMemory<byte> body)
    {
        var operations = new List<BatchOperation>();
        var bytes = MemoryMarshal.TryGetArray(body, out var segment) ? segment : body.ToArray();
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        var result = await stream.ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) =>
            {
                var outcome = Read(record, out var operation);
                operations.Add(operation);
                return outcome;
            },
            resizer: new MemorySpanResizer<byte>(body.Length)).ConfigureAwait(false);
        return result == Result.Success ? operations : throw WireFault.BadRequest($"The batch cannot be decoded: {result}.");
    }

    public static async Task<ReadOnlyMemory<byte>> WriteAsync(IReadOnlyList<OperationResult> results)
    {
        // Every record has a header and fields around its body.
        using var stream = new MemoryStream(results.Sum(result => result.Body.Length + 256));
        var resizer = new MemorySpanResizer<byte>(results.Max(result => result.Body.Length) + 256);
        var outcome = await stream.WriteRecordIOAsync(
            default(Segment),
            (long index, out ReadOnlyMemory<byte> buffer) =>
            {
                buffer = default;
                if (index >= results.Count)
                {
                    return Result.Success;
                }

                var row = new RowBuffer(resizer.Memory.Length, resizer);
                row.InitLayout(HybridRowVersion.V1, ResultLayout.Value, Resolver.Value);
                var written = RowWriter.WriteBuffer(ref row, results[(int)index], Write);
                buffer = resizer.Memory[..row.Length];
                return written;
            }).ConfigureAwait(false);
        return outcome == Result.Success ? stream.GetBuffer().AsMemory(0, (int)stream.Length) : throw new InvalidOperationException($"The answer to a batch cannot be encoded: {outcome}.");
    }

    private static LayoutResolverNamespace Load()
    {
        var assembly = typeof(CosmosClient).Assembly;
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith("HybridRowBatchSchemas.json", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return new LayoutResolverNamespace(Namespace.Parse(reader.ReadToEnd()));
    }

    private static Result Read(ReadOnlyMemory<byte> record, out BatchOperation operation)
    {
        operation = new BatchOperation();
        var row = new RowBuffer(record.Length);
        if (!row.ReadFrom(record.Span, HybridRowVersion.V1, Resolver.Value))
        {
            return Result.Failure;
        }

        var reader = new RowReader(ref row);
        while (reader.Read())
        {
            var result = ReadField(ref reader, operation);
            if (result != Result.Success)
            {
                return result;
            }
        }

        return Result.Success;
    }

    private static Result ReadField(ref RowReader reader, BatchOperation operation)
    {
        Result result;
        switch ((string)reader.Path)
        {
            case "operationType":
                result = reader.ReadInt32(out var kind);
                operation.Kind = (BatchOperationKind)kind;
                return result;
            case "partitionKey":
                result = reader.ReadString(out string partitionKey);
                operation.PartitionKey = partitionKey;
                return result;
            case "id":
                result = reader.ReadString(out string id);
                operation.Id = id;
                return result;
            case "resourceBody":
                result = reader.ReadBinary(out byte[] body);
                operation.Body = body;
                return result;
            case "ifMatch":
                result = reader.ReadString(out string ifMatch);
                operation.IfMatch = ifMatch;
                return result;
            case "ifNoneMatch":
                result = reader.ReadString(out string ifNoneMatch);
                operation.IfNoneMatch = ifNoneMatch;
                return result;
            case "minimalReturnPreference":
                result = reader.ReadBool(out var isMinimal);
                operation.IsMinimal = isMinimal;
                return result;
            default:
                return Result.Success;
        }
    }

    private static Result Write(ref RowWriter writer, TypeArgument type, OperationResult operation)
    {
        var result = writer.WriteInt32("statusCode", operation.Status);
        if (result == Result.Success && operation.SubStatus != 0)
        {
            result = writer.WriteInt32("subStatusCode", operation.SubStatus);
        }

        if (result == Result.Success && operation.ETag is not null)
        {
            result = writer.WriteString("eTag", operation.ETag);
        }

        if (result == Result.Success && !operation.Body.IsEmpty)
        {
            result = writer.WriteBinary("resourceBody", operation.Body.Span);
        }

        return result == Result.Success ? writer.WriteFloat64("requestCharge", operation.Charge) : result;
    }
}
