using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Where a page of a query ended: what <c>x-ms-continuation</c> carries.</summary>
internal sealed class QueryToken
{
    /// <summary>The sequence number of the last document looked at.</summary>
    public long Seq { get; init; }

    /// <summary>How many rows of that document are done; 0 when all are.</summary>
    public int Rows { get; init; }

    /// <summary>How many results OFFSET has swallowed.</summary>
    public int Skipped { get; init; }

    /// <summary>How many results were given.</summary>
    public int Taken { get; init; }

    /// <summary>The keys of the last result of an ordered query.</summary>
    public Value[]? Keys { get; init; }

    public string Write(string query)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(Hash(query));
            writer.WriteNumberValue(Seq);
            writer.WriteNumberValue(Rows);
            writer.WriteNumberValue(Skipped);
            writer.WriteNumberValue(Taken);
            foreach (var key in Keys ?? [])
            {
                // Each in an array of its own: an empty one is undefined.
                Value.Of([key]).WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return Convert.ToBase64String(stream.ToArray());
    }

    public static QueryToken Read(string text, string query)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(text));
            var parts = json.RootElement.Clone();
            if (parts[0].GetUInt32() == Hash(query))
            {
                return new QueryToken
                {
                    Seq = parts[1].GetInt64(),
                    Rows = parts[2].GetInt32(),
                    Skipped = parts[3].GetInt32(),
                    Taken = parts[4].GetInt32(),
                    Keys = parts.GetArrayLength() == 5 ? null : [.. parts.EnumerateArray().Skip(5).Select(key => Value.Of(key).Item(0))],
                };
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
