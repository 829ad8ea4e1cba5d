using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Tells a container's partition key ranges, and splits them.</summary>
internal sealed class PartitionHandler(Store store)
{
    /// <summary>The ranges there are; or, to a client that names a version, those made since. Clients ask until they hear that nothing changed.</summary>
    public WireResponse Read(WireRequest request, ContainerInfo container)
    {
        var ranges = container.State.Ranges;
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{ranges.All.Length}\"");
        var known = request.Header(WireHeaders.IfNoneMatch)?.Trim('"');
        if (known == etag.Trim('"'))
        {
            return new WireResponse(304).WithETag(etag).WithCharge(1).WithSession(store.Sequence.Committed);
        }

        var since = int.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        var items = ranges.Live.Where(range => range.Id >= since).Select(range => Json(container, range, ranges.Live.Length, etag));
        return ResourceJson.List("PartitionKeyRanges", container.Rid, items, store.Sequence.Committed).WithETag(etag);
    }

    /// <summary>Splits a range in two: between its partition keys when it has some, else in the middle.</summary>
    /// <param name="container">The container.</param>
    /// <param name="id">The range, null for the one with the most documents.</param>
    public Task<PartitionRanges> SplitAsync(ContainerInfo container, string? id) => store.Writes.RunAsync(context =>
    {
        KeepKeys(context, container);
        var ranges = container.State.Newest;
        var parent = id is null ? ranges.Live.MaxBy(range => Keys(context, container, range).Documents)! : ranges.Named(id);
        var keys = Keys(context, container, parent).Distinct;
        var at = keys.Count > 1 ? keys[keys.Count / 2] : Middle(container, parent);
        if (string.CompareOrdinal(at, parent.Min) <= 0 || string.CompareOrdinal(at, parent.Max) >= 0)
        {
            throw WireFault.BadRequest($"The partition key range '{parent.Id}' is too small to split.");
        }

        var split = ranges.Split(parent, at);
        Save(context, container, split);
        container.State.Newest = split;
        context.OnRollback(() => container.State.Newest = ranges);
        context.AfterCommit(() => container.State.Ranges = split);
        return split;
    });

    /// <summary>Stores documents with their effective keys from now on, and adds those of the ones there are.</summary>
    public Task KeepKeysAsync(ContainerInfo container) => store.Writes.RunAsync(context =>
    {
        if (KeepKeys(context, container))
        {
            Save(context, container, container.State.Newest);
        }

        return true;
    });

    private static bool KeepKeys(WriteContext context, ContainerInfo container)
    {
        if (container.State.KeepsKeys)
        {
            return false;
        }

        var missing = new List<(long Seq, string Key)>();
        using (var rows = context.Connection.Prepare(container.Tables.ScanAll).Bind(1, 0))
        {
            while (rows.Step())
            {
                var row = DocumentRow.Of(rows);
                using var json = JsonDocument.Parse(row.Body, DocumentBody.Options);
                missing.Add((row.Seq, EffectivePartitionKey.Of(container.Definition.PartitionKey, container.Definition.PartitionKey.Of(json.RootElement))));
            }
        }

        foreach (var (seq, key) in missing)
        {
            context.Connection.Prepare(container.Tables.SetKey).Bind(1, seq).Bind(2, key).Execute();
        }

        container.State.KeepsKeys = true;
        context.OnRollback(() => container.State.KeepsKeys = false);
        return true;
    }

    private static void Save(WriteContext context, ContainerInfo container, PartitionRanges ranges) =>
        context.Connection.Prepare("UPDATE containers SET ranges=?2 WHERE rid=?1").Bind(1, container.Number).Bind(2, ranges.ToJson()).Execute();

    private static (List<string> Distinct, long Documents) Keys(WriteContext context, ContainerInfo container, PartitionRange range)
    {
        var keys = new List<string>();
        long documents = 0;
        using var rows = context.Connection.Prepare(container.Tables.Keys).Bind(1, range.Min).Bind(2, range.Max);
        while (rows.Step())
        {
            keys.Add(rows.Text(0));
            documents += rows.Int64(1);
        }

        return (keys, documents);
    }

    /// <summary>The middle of a range without documents, by the first bytes of the hash.</summary>
    private static string Middle(ContainerInfo container, PartitionRange range)
    {
        var isLegacy = container.Definition.PartitionKey is { IsHierarchical: false, Version: 1 };
        var (low, high) = (Number(range.Min, isLegacy ? "05C1" : "00"), Number(range.Max == "FF" ? "" : range.Max, isLegacy ? "05C1FF" : "3FFFFFFFFFFFFFFF"));
        return (low + ((high - low) / 2)).ToString("X16", CultureInfo.InvariantCulture).PadRight(isLegacy ? 16 : 32, '0');
    }

    private static ulong Number(string key, string standard) =>
        ulong.Parse((key.Length == 0 ? standard : key).PadRight(16, '0')[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static JsonObject Json(ContainerInfo container, PartitionRange range, int count, string etag) => new()
    {
        ["_rid"] = container.Rid,
        ["id"] = range.Id.ToString(CultureInfo.InvariantCulture),
        ["_etag"] = etag,
        ["minInclusive"] = range.Min,
        ["maxExclusive"] = range.Max,
        ["ridPrefix"] = range.Id,
        ["_self"] = string.Create(CultureInfo.InvariantCulture, $"{container.Self}pkranges/{range.Id}/"),
        ["throughputFraction"] = 1.0 / count,
        ["status"] = "online",
        ["parents"] = new JsonArray([.. range.Parents.Select(parent => (JsonNode)parent.ToString(CultureInfo.InvariantCulture))]),
        ["_ts"] = container.Timestamp,
    };
}
