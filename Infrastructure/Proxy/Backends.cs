using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Virga.Proxy;

/// <summary>The configured backends.</summary>
internal sealed class Backends(IOptions<BackendsOptions> options, TimeProvider time)
{
    private readonly FrozenDictionary<string, Backend> _byName =
        options.Value.Backends.ToFrozenDictionary(backend => backend.Key, backend => new Backend(backend.Key, backend.Value, time), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Backend> All => _byName.Values;

    /// <exception cref="InvalidOperationException">There is no such backend.</exception>
    public Backend Get(string name) => _byName.TryGetValue(name, out var backend)
        ? backend
        : throw new InvalidOperationException($"There is no backend '{name}': set {BackendsOptions.Section}:{name}:Addresses:0 to its address.");
}
