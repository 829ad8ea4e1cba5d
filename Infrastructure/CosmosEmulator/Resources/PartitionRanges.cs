using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>All physical ranges a container has and had. A split makes a new value.</summary>
internal sealed class PartitionRanges(ImmutableArray<PartitionRange> all)
{
    /// <summary>The one range of a container that was never split.</summary>
    public static PartitionRanges Whole { get; } = new([new PartitionRange(0, "", "FF", [], false)]);

    public ImmutableArray<PartitionRange> All { get; } = all;

    /// <summary>The ranges there are, in the order of their keys.</summary>
    public ImmutableArray<PartitionRange> Live { get; } = [.. all.Where(range => !range.IsGone).OrderBy(range => range.Min, StringComparer.Ordinal)];

    public bool IsSplit => Live.Length > 1;

    public static PartitionRanges Parse(string json) => new([.. JsonSerializer.Deserialize<PartitionRange[]>(json)!]);

    /// <summary>The range an effective key lies in.</summary>
    public PartitionRange Of(string key) => Live.Last(range => string.CompareOrdinal(range.Min, key) <= 0);

    /// <summary>The range with the id a client names, which may follow the container's <c>_rid</c> and a comma.</summary>
    /// <exception cref="WireFault">410/1002: there is no such range any more; the client has to look again which there are.</exception>
    public PartitionRange Named(string text)
    {
        var name = text.AsSpan(text.LastIndexOf(',') + 1);
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            foreach (var range in Live)
            {
                if (range.Id == id)
                {
                    return range;
                }
            }
        }

        throw new WireFault(410, $"The requested resource is no longer available at the server: the partition key range '{text}' is gone.", 1002);
    }

    /// <summary>The ranges after one was split in two at a key.</summary>
    public PartitionRanges Split(PartitionRange parent, string at)
    {
        var id = All.Length;
        ImmutableArray<int> parents = [.. parent.Parents, parent.Id];
        return new PartitionRanges(All.Replace(parent, parent with { IsGone = true })
            .Add(new PartitionRange(id, parent.Min, at, parents, false))
            .Add(new PartitionRange(id + 1, at, parent.Max, parents, false)));
    }

    public string ToJson() => JsonSerializer.Serialize(All);
}
