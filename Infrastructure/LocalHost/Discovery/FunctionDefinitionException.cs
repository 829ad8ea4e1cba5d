namespace Virga.LocalHost;

/// <summary>The app's functions cannot run as they are defined. It lists every fault of every function.</summary>
public sealed class FunctionDefinitionException : Exception
{
    internal FunctionDefinitionException(IReadOnlyList<string> faults)
        : base($"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")} in the functions of this app:{Environment.NewLine}"
            + string.Join(Environment.NewLine, faults.Select(f => "  - " + f))) => Faults = faults;

    /// <summary>The faults, each with the function's name, what is wrong and what to do.</summary>
    public IReadOnlyList<string> Faults { get; }
}
