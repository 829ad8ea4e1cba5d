using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What is stored under an idempotency key: that its request runs, or what it was answered.</summary>
/// <param name="Fingerprint">What the request was; another one must not have the key.</param>
/// <param name="Run">Which attempt wrote the record.</param>
/// <param name="LeaseUntil">When the attempt counts as dead unless it has an answer.</param>
internal sealed record IdempotencyRecord(string Fingerprint, string Run, DateTimeOffset LeaseUntil)
{
    public const string Model = "_idempotency";

    /// <summary>The answer; null while the request runs.</summary>
    public IdempotentAnswer? Answer { get; init; }

    public JsonObject ToJson(string id) => new()
    {
        [EnvelopeNames.Model] = Model,
        [EnvelopeNames.Key] = id,
        ["fingerprint"] = Fingerprint,
        ["run"] = Run,
        ["leaseUntil"] = LeaseUntil,
        ["answer"] = JsonSerializer.SerializeToNode(Answer, IdempotencyJson.Default.IdempotentAnswer),
    };

    public static IdempotencyRecord Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var record = json.RootElement;
        return new IdempotencyRecord(record.GetProperty("fingerprint").GetString()!, record.GetProperty("run").GetString()!, record.GetProperty("leaseUntil").GetDateTimeOffset())
        {
            Answer = record.TryGetProperty("answer", out var answer) ? answer.Deserialize(IdempotencyJson.Default.IdempotentAnswer) : null,
        };
    }
}
