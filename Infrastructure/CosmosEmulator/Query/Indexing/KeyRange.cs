namespace Virga.CosmosEmulator;

/// <summary>Keys from <paramref name="Low"/> on, up to and without <paramref name="High"/>.</summary>
internal sealed record KeyRange(byte[] Low, byte[] High)
{
    /// <summary>Whether it holds one key only.</summary>
    public bool IsPoint => High.Length == Low.Length + 1 && High[^1] == 0 && High.AsSpan(0, Low.Length).SequenceEqual(Low);

    /// <summary>The key itself: a key with a zero behind it is the next one.</summary>
    public static KeyRange Point(byte[] key) => new(key, After(key));

    /// <summary>All values of a type.</summary>
    public static KeyRange Type(ValueKind kind) => new(IndexKey.Start(kind), IndexKey.End(kind));

    public static byte[] After(byte[] key) => [.. key, 0];

    /// <summary>All strings that begin so.</summary>
    public static KeyRange Prefix(string prefix)
    {
        var low = IndexKey.Of(Value.Of(prefix));
        // No byte of UTF-8 is FF, nor one that takes the place of another.
        return new KeyRange(low, [.. low, 0xFF]);
    }

    public bool Contains(ReadOnlySpan<byte> key) => key.SequenceCompareTo(Low) >= 0 && key.SequenceCompareTo(High) < 0;

    /// <summary>What is in both; null when that is nothing.</summary>
    public KeyRange? With(KeyRange other)
    {
        var low = Low.AsSpan().SequenceCompareTo(other.Low) >= 0 ? Low : other.Low;
        var high = High.AsSpan().SequenceCompareTo(other.High) <= 0 ? High : other.High;
        return low.AsSpan().SequenceCompareTo(high) < 0 ? new KeyRange(low, high) : null;
    }

    /// <summary>From the lowest to the highest key of several ranges.</summary>
    public static KeyRange Cover(IReadOnlyList<KeyRange> ranges)
    {
        var (low, high) = (ranges[0].Low, ranges[0].High);
        foreach (var range in ranges)
        {
            low = range.Low.AsSpan().SequenceCompareTo(low) < 0 ? range.Low : low;
            high = range.High.AsSpan().SequenceCompareTo(high) > 0 ? range.High : high;
        }

        return new KeyRange(low, high);
    }
}
