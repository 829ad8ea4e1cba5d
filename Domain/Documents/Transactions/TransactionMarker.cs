using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The record that a transaction with a token has happened: what it did to which documents.</summary>
internal static class TransactionMarker
{
    private const string Model = "_transaction";
    private const string Done = "done";

    /// <exception cref="ArgumentException">The token is empty or too long.</exception>
    public static string IdOf(string token) => StoredId.Of(Model, token);

    public static StoreOperation Write(string token, IReadOnlyList<PendingOperation> pending, IReadOnlyList<PreparedOperation> prepared, TimeSpan remember)
    {
        var done = new JsonArray();
        for (var index = 0; index < pending.Count; index++)
        {
            done.Add(new JsonArray(ShapeOf(pending[index]), prepared[index].Operation.Id));
        }

        return new StoreOperation.Create(IdOf(token), new JsonObject { [EnvelopeNames.Model] = Model, [Done] = done }) { TimeToLive = remember };
    }

    /// <summary>The stored ids a recorded transaction wrote.</summary>
    /// <exception cref="TransactionTokenException">It was another transaction.</exception>
    public static List<string> Read(string token, StoredDocument marker, IReadOnlyList<PendingOperation> pending)
    {
        using var json = JsonDocument.Parse(marker.Body);
        var done = json.RootElement.GetProperty(Done);
        var ids = new List<string>(pending.Count);
        foreach (var (index, operation) in done.EnumerateArray().Index())
        {
            if (index >= pending.Count || operation[0].GetString() != ShapeOf(pending[index]))
            {
                break;
            }

            ids.Add(operation[1].GetString()!);
        }

        return ids.Count == pending.Count && done.GetArrayLength() == pending.Count
            ? ids
            : throw new TransactionTokenException($"The token '{token}' belongs to another transaction of this partition, which did other things. Take a new token for every new intent.");
    }

    // Keys a model makes differ from attempt to attempt, so only what is done to which model is compared.
    private static string ShapeOf(PendingOperation operation) => $"{operation.Kind} {operation.Schema?.Name}";
}
