using System.Collections.Concurrent;

namespace Virga.Gateway;

/// <summary>Runs handlers by their types' names: an operation outlives the process that took it on.</summary>
internal sealed class OperationHandlers(IEnumerable<OperationHandlerEntry> entries)
{
    private readonly ConcurrentDictionary<string, OperationHandlerEntry> _byName = new(entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    public OperationHandlerEntry? Find(string name) => _byName.GetValueOrDefault(name);
}
