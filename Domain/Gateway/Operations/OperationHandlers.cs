namespace Virga.Gateway;

/// <summary>Finds handlers by the names they were registered under: an operation outlives the process that took it on, and its types' names.</summary>
internal sealed class OperationHandlers(IEnumerable<OperationHandlerEntry> entries)
{
    private readonly Dictionary<string, OperationHandlerEntry> _byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    public OperationHandlerEntry? Find(string name) => _byName.GetValueOrDefault(name);
}
