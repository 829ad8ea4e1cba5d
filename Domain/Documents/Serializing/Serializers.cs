using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The named views of a model's documents (Dynamoose's serializers). Thread-safe; filled when the application starts.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Serializers<T>
{
    private readonly ConcurrentDictionary<string, Serializer<T>> _byName = new(StringComparer.Ordinal);
    private readonly Repository<T> _repository;
    private string? _default;

    internal Serializers(Repository<T> repository)
    {
        _repository = repository;
    }

    /// <summary>The view used where none is named; null for the whole document.</summary>
    /// <exception cref="ArgumentException">There is no view of that name.</exception>
    public string? Default
    {
        get => _default;
        set => _default = value is null || _byName.ContainsKey(value) ? value : throw Unknown(value);
    }

    /// <summary>Defines a view.</summary>
    /// <exception cref="ArgumentException">There is one of that name already.</exception>
    /// <exception cref="NotSupportedException">An expression names no attribute.</exception>
    public Serializers<T> Add(string name, Action<SerializerBuilder<T>> define)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(define);
        var serializer = Build(define);
        return _byName.TryAdd(name, serializer)
            ? this
            : throw new ArgumentException($"'{_repository.Schema.Name}' has a view '{name}' already. Give each its own name, or remove the old one.", nameof(name));
    }

    /// <summary>Removes a view; false when there is none. Removing the default one makes the whole document the default again.</summary>
    public bool Remove(string name)
    {
        Interlocked.CompareExchange(ref _default, null, name);
        return _byName.TryRemove(name, out _);
    }

    /// <summary>A document as a view shows it.</summary>
    /// <param name="value">The document.</param>
    /// <param name="name">The view; null for the default one.</param>
    /// <exception cref="ArgumentException">There is no view of that name.</exception>
    public JsonObject Serialize(T value, string? name = null) =>
        (name ?? _default) is not { } view ? _repository.ToJson(value) : _byName.TryGetValue(view, out var serializer) ? Serialize(value, serializer) : throw Unknown(view);

    /// <summary>A document as a view made for the occasion shows it.</summary>
    public JsonObject Serialize(T value, Action<SerializerBuilder<T>> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        return Serialize(value, Build(define));
    }

    /// <summary>Documents as a view shows them.</summary>
    /// <exception cref="ArgumentException">There is no view of that name.</exception>
    public IReadOnlyList<JsonObject> SerializeMany(IEnumerable<T> values, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return [.. values.Select(value => Serialize(value, name))];
    }

    private Serializer<T> Build(Action<SerializerBuilder<T>> define)
    {
        var builder = new SerializerBuilder<T>(_repository.Schema);
        define(builder);
        return builder.Build();
    }

    private JsonObject Serialize(T value, Serializer<T> serializer) => serializer.Apply(_repository.ToJson(value), value);

    private ArgumentException Unknown(string name) =>
        new($"'{_repository.Schema.Name}' has no view '{name}'. It has: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal))}.", nameof(name));
}
