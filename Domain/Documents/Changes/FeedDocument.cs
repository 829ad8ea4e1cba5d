using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>One entry of a change feed, either mode, with what the dispatcher needs to know of it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Id">The stored id.</param>
/// <param name="Partition">The partition.</param>
internal sealed record FeedDocument(ChangeKind Kind, string Model, string Id, PartitionKey Partition)
{
    /// <summary>The document after the change; null when it is gone.</summary>
    public StoredDocument? Current { get; private init; }

    /// <summary>The document before the change; null when the feed does not say.</summary>
    public StoredDocument? Previous { get; private init; }

    public long? Sequence { get; private init; }

    public DateTimeOffset? At { get; private init; }

    public string Version => Current is { ETag.Length: > 0 } current ? current.ETag : $"lsn-{Sequence}";

    /// <summary>What names the document in framework records, whatever its id and partition are made of.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Partition.Count}:{Partition}\n{Id}")).AsSpan(0, 16));

    /// <summary>Reads an entry; null when it is no document of one of the app's models (the framework's own records are none).</summary>
    public static FeedDocument? Read(JsonElement entry, ChangeCatalog catalog)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!entry.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object || Text(metadata, "operationType") is not { } operation)
        {
            return Of(catalog, ChangeKind.Written, entry, current: entry, previous: null, Number(entry, "_lsn"), Number(entry, "_ts"));
        }

        var current = Object(entry, "current");
        var previous = Object(entry, "previous");
        var kind = operation switch
        {
            "create" => ChangeKind.Created,
            "delete" when metadata.TryGetProperty("timeToLiveExpired", out var expired) && expired.ValueKind == JsonValueKind.True => ChangeKind.Expired,
            "delete" => ChangeKind.Deleted,
            _ => ChangeKind.Replaced,
        };
        var isGone = kind is ChangeKind.Deleted or ChangeKind.Expired;
        return (isGone ? previous ?? metadata : current) is { } source
            ? Of(catalog, kind, source, isGone ? null : current, previous, Number(metadata, "lsn"), Number(metadata, "crts"))
            : null;
    }

    /// <summary>A document as a read gave it.</summary>
    public static FeedDocument? Of(StoredDocument stored, ChangeCatalog catalog)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return Read(json.RootElement, catalog) is { } read ? read with { Current = stored } : null;
    }

    /// <summary>This change with the document as a later read gave it; itself when that read was behind the feed.</summary>
    public FeedDocument As(StoredDocument stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return stored.ETag == Version || Number(json.RootElement, "_ts") > At?.ToUnixTimeSeconds() ? this with { Current = stored } : this;
    }

    private static FeedDocument? Of(ChangeCatalog catalog, ChangeKind kind, JsonElement source, JsonElement? current, JsonElement? previous, long? sequence, long? at)
    {
        if (Text(source, EnvelopeNames.Id) is not { } id || ModelOf(source, id) is not { } model
            || PartitionOf(source, catalog.PartitionNamesOf(model)) is not { } partition)
        {
            return null;
        }

        return new FeedDocument(kind, model, id, partition)
        {
            Current = Stored(id, current),
            Previous = Stored(id, previous),
            Sequence = sequence,
            At = at is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        };
    }

    // What is known of a deleted document may be its id only, which begins with the model.
    private static string? ModelOf(JsonElement source, string id)
    {
        var model = Text(source, EnvelopeNames.Model) ?? StoredId.ModelOf(id);
        return model.Length == 0 || model.StartsWith('_') ? null : model;
    }

    private static PartitionKey? PartitionOf(JsonElement source, ImmutableArray<string> names)
    {
        source = Object(source, "partitionKey") ?? source;
        var levels = new string[names.Length];
        for (var level = 0; level < levels.Length; level++)
        {
            if (Text(source, names[level]) is not { Length: > 0 } text)
            {
                return null;
            }

            levels[level] = text;
        }

        return levels.Length > 0 ? new PartitionKey(levels) : default(PartitionKey?);
    }

    private static StoredDocument? Stored(string id, JsonElement? body) => body is { } element
        ? new StoredDocument(id, JsonMarshal.GetRawUtf8Value(element).ToArray(), Text(element, "_etag")?.Trim('"') ?? "")
        : null;

    private static JsonElement? Object(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value is { ValueKind: JsonValueKind.Object } && value.EnumerateObject().MoveNext() ? value : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
