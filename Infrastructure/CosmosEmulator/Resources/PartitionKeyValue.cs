using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A whole partition key, or the beginning of a hierarchical one.</summary>
internal sealed class PartitionKeyValue(PartitionKeyPart[] parts) : IEquatable<PartitionKeyValue>
{
    private string? _stored;

    public IReadOnlyList<PartitionKeyPart> Parts { get; } = parts;

    /// <summary>The text it is stored and looked up by. A string that holds the separator itself is escaped.</summary>
    public string Stored => _stored ??= Parts.Count == 1
        ? Parts[0].Stored
        : StoredPrefix;

    /// <summary>The form it has as the beginning of a longer key.</summary>
    public string StoredPrefix => string.Concat(Parts.Select(part => part.Kind == JsonValueKind.String ? part with { String = Escape(part.String!) } : part).Select(part => part.Stored));

    /// <summary>Reads the value of the partition key header, a JSON array.</summary>
    public static PartitionKeyValue Parse(string header)
    {
        if (IsOnePlainString(header))
        {
            return new PartitionKeyValue([new PartitionKeyPart(JsonValueKind.String, header[2..^2], 0)]);
        }

        try
        {
            using var json = JsonDocument.Parse(header);
            if (json.RootElement.ValueKind == JsonValueKind.Array)
            {
                return new PartitionKeyValue([.. json.RootElement.EnumerateArray().Select(PartitionKeyPart.Of)]);
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }

        throw WireFault.BadRequest($"The partition key '{header}' is not a JSON array.");
    }

    public bool Equals(PartitionKeyValue? other) => other is not null && Stored == other.Stored && Parts.Count == other.Parts.Count;

    public override bool Equals(object? obj) => Equals(obj as PartitionKeyValue);

    public override int GetHashCode() => Stored.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether it is what nearly all are: one string without escapes, which is read without a JSON parser.</summary>
    private static bool IsOnePlainString(string header) =>
        header.Length >= 4 && header.StartsWith("[\"", StringComparison.Ordinal) && header.EndsWith("\"]", StringComparison.Ordinal)
        && !header.AsSpan(2, header.Length - 4).ContainsAny('"', '\\') && !header.AsSpan(2, header.Length - 4).ContainsAnyInRange('\0', '\u001f');

    private static string Escape(string text) => text.Replace("\u0002", "\u0002\u0002", StringComparison.Ordinal).Replace("\u0001", "\u0002\u0003", StringComparison.Ordinal);
}
