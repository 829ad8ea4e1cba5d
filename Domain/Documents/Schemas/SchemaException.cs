using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Models are defined wrongly; thrown once, at start, with every fault of every model.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>All faults found.</summary>
    public SchemaException(ImmutableArray<SchemaFault> faults)
        : base($"The document models have {faults.Length} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => $"- {fault}"))}")
    {
        Faults = faults;
    }

    /// <summary>All faults, by model; never empty.</summary>
    public ImmutableArray<SchemaFault> Faults { get; }
}
