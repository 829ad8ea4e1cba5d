using System.Diagnostics.CodeAnalysis;

namespace Virga.Gateway;

/// <summary>The app's HTTP functions cannot be served as they are declared; lists every fault with its fix.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without faults it means nothing.")]
public sealed class GatewayConfigurationException : Exception
{
    /// <summary>The faults, at least one.</summary>
    public GatewayConfigurationException(IReadOnlyList<string> faults)
        : base(Describe(faults))
    {
        Faults = faults;
    }

    /// <summary>Every fault: the function, what is wrong, what to do.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string Describe(IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return $"The HTTP functions have {faults.Count} fault(s):{string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}"))}";
    }
}
