using System.Text.Json;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Brings the documents of a read of many, which come in any order, into the order asked for.</summary>
internal static class ManyReader
{
    public static StoredDocument?[] InOrder(ContainerLayout layout, IReadOnlyList<StoreKey> keys, ReadOnlyMemory<byte> answer)
    {
        var found = new Dictionary<StoreKey, StoredDocument>(keys.Count);
        foreach (var document in PageReader.Read(answer))
        {
            found[new StoreKey(PartitionOf(layout, document.Body.Span), document.Id)] = document;
        }

        var ordered = new StoredDocument?[keys.Count];
        for (var index = 0; index < ordered.Length; index++)
        {
            ordered[index] = found.GetValueOrDefault(keys[index]);
        }

        return ordered;
    }

    // A look at the top level only; inner values are skipped without being read.
    private static PartitionKey PartitionOf(ContainerLayout layout, ReadOnlySpan<byte> body)
    {
        var levels = new string[layout.PartitionNames.Length];
        var left = levels.Length;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (left > 0 && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var level = 0;
            while (level < levels.Length && !reader.ValueTextEquals(layout.PartitionNames[level]))
            {
                level++;
            }

            reader.Read();
            if (level < levels.Length && reader.TokenType == JsonTokenType.String)
            {
                levels[level] = reader.GetString()!;
                left--;
            }

            reader.Skip();
        }

        return left == 0 ? new PartitionKey(levels) : default;
    }
}
