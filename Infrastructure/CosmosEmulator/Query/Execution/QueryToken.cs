using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Where a page of a query ended: what <c>x-ms-continuation</c> carries.</summary>
/// <param name="Last">The place of the last result, or null before the first. Later pages begin after it, whatever was inserted or deleted meanwhile.</param>
/// <param name="Skipped">How many results OFFSET has swallowed.</param>
/// <param name="Taken">How many results were given.</param>
internal sealed record QueryToken(OrderedRow? Last, int Skipped, int Taken)
{
    public static QueryToken Start { get; } = new(null, 0, 0);

    public string Write(string query)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(Hash(query));
            writer.WriteNumberValue(Last!.Seq);
            writer.WriteNumberValue(Last.Index);
            writer.WriteNumberValue(Skipped);
            writer.WriteNumberValue(Taken);
            foreach (var key in Last.Keys)
            {
                writer.WriteBase64StringValue(key);
            }

            writer.WriteEndArray();
        }

        return Convert.ToBase64String(stream.ToArray());
    }

    public static QueryToken Read(string text, string query, int keys)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text));
            var parts = json.RootElement;
            if (parts.GetArrayLength() == 5 + keys && parts[0].GetUInt32() == Hash(query))
            {
                var last = new OrderedRow([.. parts.EnumerateArray().Skip(5).Select(key => key.GetBytesFromBase64())], parts[1].GetInt64(), parts[2].GetInt32());
                return new QueryToken(last, parts[3].GetInt32(), parts[4].GetInt32());
            }
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Answered below.
        }

        throw WireFault.BadRequest("Invalid Continuation Token: it is not one of this query.");
    }

    private static uint Hash(string text)
    {
        // FNV-1a: the same in every process.
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return hash;
    }
}
