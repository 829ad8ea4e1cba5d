using Virga.Documents;

namespace Virga.LocalHost;

/// <summary>The functions that were found, and what is wrong with them.</summary>
internal sealed class FunctionCatalog : IFunctionCatalog, IDefinitionCheck
{
    private readonly IReadOnlyList<string> _faults;

    public FunctionCatalog(IEnumerable<Type> types, RuleContext context)
    {
        var functions = FunctionScanner.Scan(types).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        Descriptors = functions;
        Functions = functions;
        _faults = FunctionRules.Check(functions, context);
        ByName = functions.DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<FunctionDefinition> Functions { get; }

    /// <summary>The same functions, by their own type.</summary>
    public IReadOnlyList<FunctionDescriptor> Descriptors { get; }

    /// <summary>The functions by name, whatever the case.</summary>
    public IReadOnlyDictionary<string, FunctionDescriptor> ByName { get; }

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => _faults;
}
