using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>An operation as it is stored: all that is needed to run it anew after a crash.</summary>
internal sealed record OperationRecord(string Id, string Handler, JsonElement Input, string Owner, DateTimeOffset CreatedAt)
{
    public const string Model = "_operation";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public OperationState State { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it should be looked at, if nothing has become of it by then.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Subject { get; init; }

    public string? TraceParent { get; init; }

    public string? Location { get; init; }

    public JsonElement? Result { get; init; }

    public string? ErrorCode { get; init; }

    public string? Error { get; init; }

    [JsonIgnore]
    public bool IsFinished => State is OperationState.Succeeded or OperationState.Failed;

    public static StorePartition PartitionOf(string id) => StorePartition.Of($"{Model}-{id}");

    public static string IdOf(string id) => StoredId.Of(Model, id);

    public static OperationRecord Read(StoredDocument stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return json.RootElement.Deserialize<OperationRecord>(Json)! with { Id = StoredId.KeyOf(stored.Id) };
    }

    public JsonObject ToJson()
    {
        var body = (JsonObject)JsonSerializer.SerializeToNode(this, Json)!;
        body.Remove("id");
        body[EnvelopeNames.Model] = Model;
        body[EnvelopeNames.Key] = Id;
        return body;
    }

    public OperationStatus ToStatus(Uri? publicBase) => new(Id, State, CreatedAt)
    {
        FinishedAt = FinishedAt,
        ResultUrl = Location is null ? null : Links.Of(publicBase, Location),
        Result = Result,
        ErrorCode = ErrorCode,
        Error = Error,
    };
}
