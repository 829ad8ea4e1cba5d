using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>All change handlers of an application.</summary>
internal sealed class ChangeCatalog
{
    private const int LongestName = 64;

    private readonly ImmutableArray<ChangeHandler> _handlers;
    private readonly FrozenDictionary<string, ImmutableArray<ChangeHandler>> _byModel;
    private readonly SchemaCatalog _schemas;
    private readonly ContainerLayouts _layouts;
    private readonly ChangesOptions _options;

    public ChangeCatalog(IEnumerable<ChangeHandler> handlers, SchemaCatalog schemas, ContainerLayouts layouts, IOptions<ChangesOptions> options)
    {
        _handlers = [.. handlers];
        _schemas = schemas;
        _layouts = layouts;
        _options = options.Value;
        _byModel = _handlers.GroupBy(handler => handler.Schema.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
    }

    public bool IsEmpty => _handlers.IsEmpty;

    public ImmutableArray<ChangeHandler> Of(string model) => _byModel.GetValueOrDefault(model, []);

    /// <summary>The attributes that hold the partition of a model's documents; none when the app has no such model.</summary>
    public ImmutableArray<string> PartitionNamesOf(string model) => _schemas.Find(model) is { } schema ? _layouts.Of(schema.Container).PartitionNames : [];

    public ChangeHandler? Find(string name) => _handlers.FirstOrDefault(handler => string.Equals(handler.Name, name, StringComparison.Ordinal));

    /// <summary>Everything that is wrong with any handler.</summary>
    public IEnumerable<SchemaFault> Faults() => _handlers.SelectMany(FaultsOf)
        .Concat(_handlers.GroupBy(handler => handler.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => new SchemaFault(group.First().Schema.Name, group.Key, $"{group.Count()} change handlers are called '{group.Key}'. Give each its own name.")));

    private IEnumerable<SchemaFault> FaultsOf(ChangeHandler handler)
    {
        var model = handler.Schema.Name;
        if (handler.Name.Length is 0 or > LongestName || !handler.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            yield return new SchemaFault(model, handler.Name, $"'{handler.Name}' is no name of a change handler. Use letters, digits and hyphens, at most {LongestName}.");
        }

        if (!_schemas.Schemas.Contains(handler.Schema))
        {
            yield return new SchemaFault(model, handler.Name, $"The model '{model}' of the change handler is not one of the app's. Add it to the documents first.");
        }

        if (handler.Schema.Container != StorePartition.DefaultContainer && !_options.Containers.Contains(handler.Schema.Container))
        {
            yield return new SchemaFault(
                model,
                handler.Name,
                $"The model is kept in container '{handler.Schema.Container}', whose change feed nobody reads: the framework's function watches '{StorePartition.DefaultContainer}'. Add a function with a "
                + $"[CosmosDBTrigger] on '{handler.Schema.Container}' that gives its documents to ChangeDispatcher.DispatchAsync, and the container's name to {ChangesOptions.Section}:Containers.");
        }
    }
}
