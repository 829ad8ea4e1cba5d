using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>The value documents are grouped by: DynamoDB's hash key, a Cosmos DB logical partition. One to three strings (hierarchical).</summary>
/// <remarks>Cosmos DB: at most 2,048 bytes for all levels together; a transaction, a single-partition query and an ETag never cross it.</remarks>
public readonly struct PartitionKey : IEquatable<PartitionKey>
{
    private readonly string? _first;
    private readonly string[]? _rest;

    /// <summary>A partition key with one level.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public PartitionKey(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _first = value;
    }

    /// <summary>A hierarchical partition key: two or three levels, the most general first.</summary>
    /// <exception cref="ArgumentException">There are none or more than three levels, or one is empty.</exception>
    public PartitionKey(params ReadOnlySpan<string> levels)
    {
        if (levels.Length is 0 or > 3)
        {
            throw new ArgumentException($"A partition key has one to three levels; {levels.Length} were given.", nameof(levels));
        }

        foreach (var level in levels)
        {
            ArgumentException.ThrowIfNullOrEmpty(level, nameof(levels));
        }

        _first = levels[0];
        _rest = levels.Length > 1 ? levels[1..].ToArray() : null;
    }

    /// <summary>The number of levels; 0 for the default value, which is no key.</summary>
    public int Count => _first is null ? 0 : 1 + (_rest?.Length ?? 0);

    /// <summary>The level at <paramref name="index"/>, the most general first.</summary>
    [SuppressMessage("Design", "CA1043", Justification = "An ordinal index.")]
    public string this[int index] =>
        (uint)index >= (uint)Count ? throw new ArgumentOutOfRangeException(nameof(index)) : index == 0 ? _first! : _rest![index - 1];

    /// <summary>The levels, the most general first.</summary>
    internal IEnumerable<string> Levels => _first is null ? [] : [_first, .. _rest ?? []];

    /// <summary>A one-level key from its value.</summary>
    public static implicit operator PartitionKey(string value) => new(value);

    /// <summary>A one-level key from its value.</summary>
    public static PartitionKey FromString(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(PartitionKey other)
    {
        if (Count != other.Count || !string.Equals(_first, other._first, StringComparison.Ordinal))
        {
            return false;
        }

        return _rest is null || _rest.AsSpan().SequenceEqual(other._rest);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PartitionKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _rest is null ? HashCode.Combine(_first) : HashCode.Combine(_first, _rest[0], _rest[^1]);

    /// <summary>The levels joined by a slash, for messages and logs.</summary>
    public override string ToString() => _rest is null ? _first ?? "" : $"{_first}/{string.Join('/', _rest)}";

    /// <summary>Whether two keys have the same levels, compared ordinally.</summary>
    public static bool operator ==(PartitionKey left, PartitionKey right) => left.Equals(right);

    /// <summary>Whether two keys differ in a level, compared ordinally.</summary>
    public static bool operator !=(PartitionKey left, PartitionKey right) => !left.Equals(right);
}
