using System.Collections;

namespace Virga.LocalHost;

/// <summary>Features by type, made when the first one is set.</summary>
internal sealed class InvocationFeatures : IInvocationFeatures
{
    private Dictionary<Type, object>? _features;

    public void Set<T>(T instance)
    {
        if (instance is null)
        {
            _features?.Remove(typeof(T));
        }
        else
        {
            (_features ??= [])[typeof(T)] = instance;
        }
    }

    public T? Get<T>() => _features is not null && _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() =>
        (_features ?? Enumerable.Empty<KeyValuePair<Type, object>>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
