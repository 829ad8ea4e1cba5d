namespace Virga.Documents;

/// <summary>Documents of one partition as they were at one moment.</summary>
public sealed record TogetherResult
{
    private readonly IReadOnlyList<object?> _items;

    internal TogetherResult(IReadOnlyList<object?> items, double requestCharge)
    {
        _items = items;
        RequestCharge = requestCharge;
    }

    /// <summary>How many documents were asked for.</summary>
    public int Count => _items.Count;

    /// <summary>What it cost, in request units.</summary>
    public double RequestCharge { get; }

    /// <summary>A document; null when there was none.</summary>
    /// <param name="index">Its place among those asked for, 0 the first.</param>
    /// <exception cref="ArgumentException">It is of another model.</exception>
    public Item<T>? Item<T>(int index) => _items[index] switch
    {
        null => null,
        Item<T> item => item,
        _ => throw new ArgumentException($"Document {index} is no {typeof(T).Name}.", nameof(index)),
    };
}
