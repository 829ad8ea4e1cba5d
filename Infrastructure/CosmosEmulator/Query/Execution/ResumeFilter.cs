using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Where a client that plans for itself goes on in an ordered query: <c>resumeFilter</c> in the body.</summary>
/// <param name="Keys">The values of ORDER BY, as keys.</param>
/// <param name="Seq">The document reached among those with these values; null when the values alone say where.</param>
/// <param name="Excludes">Whether what is exactly there was done before.</param>
internal sealed record ResumeFilter(byte[][] Keys, long? Seq, bool Excludes)
{
    /// <exception cref="WireFault">It is not one.</exception>
    public static ResumeFilter? Parse(JsonElement body)
    {
        if (!body.TryGetProperty("resumeFilter", out var filter) || filter.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (filter.ValueKind != JsonValueKind.Object || !filter.TryGetProperty("value", out var values) || values.ValueKind != JsonValueKind.Array)
        {
            throw WireFault.BadRequest("The resumeFilter of a query needs the array 'value'.");
        }

        long? seq = null;
        if (filter.TryGetProperty("rid", out var rid) && rid.ValueKind == JsonValueKind.String)
        {
            seq = ResourceId.TryParseDocument(rid.GetString()!, out var number) ? number : throw WireFault.BadRequest($"The rid '{rid.GetString()}' of the resumeFilter is not one of a document.");
        }

        return new ResumeFilter([.. values.EnumerateArray().Select(Key)], seq, filter.TryGetProperty("exclude", out var exclude) && exclude.ValueKind == JsonValueKind.True);
    }

    /// <summary>Whether a row comes at or after the place.</summary>
    public bool Passes(OrderedRowComparer order, byte[][] keys, long seq)
    {
        var compared = order.CompareKeys(keys, Keys);
        if (compared == 0 && Seq is { } reached)
        {
            compared = order.CompareSeq(seq, reached);
        }

        return compared > 0 || (compared == 0 && !Excludes);
    }

    /// <summary>An empty array is undefined; an object names an array or object by its hash.</summary>
    private static byte[] Key(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        {
            return IndexKey.Undefined;
        }

        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("low", out var low) && low.TryGetInt64(out var first)
            && value.TryGetProperty("high", out var high) && high.TryGetInt64(out var second) && value.TryGetProperty("type", out var type))
        {
            return IndexKey.OfHash(type.ValueEquals("array"), new ValueHash(unchecked((ulong)first), unchecked((ulong)second)));
        }

        return value.ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? throw WireFault.BadRequest($"The value {value.GetRawText()} of the resumeFilter is not of a known form.")
            : IndexKey.Of(Value.Of(value));
    }
}
