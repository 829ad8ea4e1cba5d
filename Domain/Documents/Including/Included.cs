namespace Virga.Documents;

/// <summary>Documents that others refer to, read with few requests: see <see cref="IDocuments.IncludeAsync"/>. Each is here once, however many refer to it.</summary>
public sealed class Included
{
    /// <summary>The most levels <see cref="IncludeBuilder{T}.IncludeAll"/> follows: 10.</summary>
    public const int MostLevels = 10;

    private readonly Dictionary<(Type Model, DocumentKey Key), object?> _items = [];

    internal Included()
    {
    }

    /// <summary>The keys referred to that name no document, each once.</summary>
    public IEnumerable<DocumentKey> Missing => _items.Where(item => item.Value is null).Select(item => item.Key.Key);

    /// <summary>How many requests it took: one for every level and container.</summary>
    public int Requests { get; private set; }

    /// <summary>What all requests together cost, in request units.</summary>
    public double RequestCharge { get; private set; }

    /// <summary>The document a reference leads to; null when there is none, or it was not followed.</summary>
    public Item<T>? Find<T>(Reference<T> reference) => (Item<T>?)_items.GetValueOrDefault((typeof(T), reference.Key));

    /// <summary>The documents references lead to, in their order; those that are missing are left out.</summary>
    public IReadOnlyList<Item<T>> Find<T>(IEnumerable<Reference<T>>? references) => [.. (references ?? []).Select(Find).OfType<Item<T>>()];

    internal bool Knows<T>(DocumentKey key) => _items.ContainsKey((typeof(T), key));

    internal void Add<T>(DocumentKey key, Item<T>? item) => _items[(typeof(T), key)] = item;

    internal void Count(double charge)
    {
        Requests++;
        RequestCharge += charge;
    }
}
