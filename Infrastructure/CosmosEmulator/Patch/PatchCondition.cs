using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>The condition of a patch: <c>from c where …</c>, a query's filter on the one document.</summary>
internal static class PatchCondition
{
    public static bool Holds(string condition, byte[] document, DateTimeOffset now)
    {
        var query = ParsedQuery.Of("SELECT * " + condition.Trim());
        if (query.Select.From is not [{ IsDocuments: true } source] || query.Select.Where is null || query.Parameters.Count > 0)
        {
            throw WireFault.BadRequest($"The patch condition '{condition}' is not of the form 'from c where …'.");
        }

        using var json = JsonDocument.Parse(document, DocumentBody.Options);
        var row = new Row(query.Slots, [], now);
        row.Slots[source.Slot] = Value.Of(json.RootElement);
        return query.Select.Where.Evaluate(row).IsTrue;
    }
}
