using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A whole stored document taken apart into what a store is given.</summary>
/// <param name="Partition">Where it is.</param>
/// <param name="Id">Its stored id.</param>
/// <param name="Body">Everything else that was written, framework attributes included; what the store adds by itself is not.</param>
internal sealed record RawDocument(StorePartition Partition, string Id, JsonObject Body)
{
    private static readonly string[] Added = ["_rid", "_self", "_etag", "_attachments", "_ts", "_lsn"];

    /// <summary>Seconds to live that are left; null for ever; not positive when it has expired.</summary>
    public TimeSpan? Life { get; private init; }

    /// <exception cref="FormatException">It lacks its id or its partition.</exception>
    public static RawDocument Of(JsonObject stored, ContainerLayout layout, DateTimeOffset now)
    {
        var id = Take(stored, EnvelopeNames.Id) ?? throw new FormatException("It has no id.");
        var levels = new string[layout.PartitionNames.Length];
        for (var level = 0; level < levels.Length; level++)
        {
            var name = layout.PartitionNames[level];
            levels[level] = JsonText.TryGetString(stored[name], out var text) && text.Length > 0
                ? text
                : throw new FormatException($"'{id}' has no partition '{name}', as documents of container '{layout.Name}' have.");
        }

        foreach (var name in layout.PartitionNames)
        {
            stored.Remove(name);
        }

        var life = LifeLeft(stored, now);
        foreach (var name in Added)
        {
            stored.Remove(name);
        }

        stored.Remove(EnvelopeNames.TimeToLive);
        return new RawDocument(new StorePartition(layout.Name, new PartitionKey(levels)), id, stored) { Life = life };
    }

    private static TimeSpan? LifeLeft(JsonObject stored, DateTimeOffset now)
    {
        if (stored[EnvelopeNames.TimeToLive] is not JsonValue life || !life.TryGetValue<long>(out var seconds) || seconds <= 0)
        {
            return null;
        }

        var written = stored["_ts"] is JsonValue ts && ts.TryGetValue<long>(out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : now;
        return TimeSpan.FromSeconds(Math.Floor((written.AddSeconds(seconds) - now).TotalSeconds));
    }

    private static string? Take(JsonObject stored, string name) => stored.Remove(name, out var value) && JsonText.TryGetString(value, out var text) && text.Length > 0 ? text : null;
}
