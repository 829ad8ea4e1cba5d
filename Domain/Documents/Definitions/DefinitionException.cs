namespace Virga.Documents;

/// <summary>An app cannot start as it is defined; thrown once, with every fault of every part.</summary>
public sealed class DefinitionException : Exception
{
    /// <summary>All faults found, at least one.</summary>
    public DefinitionException(IReadOnlyList<string> faults)
        : base(Describe(faults)) => Faults = faults;

    /// <summary>Every fault: what is meant, what is wrong, what to do.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string Describe(IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count == 1 ? faults[0] : $"{faults.Count} faults keep this app from starting:{string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}"))}";
    }
}
