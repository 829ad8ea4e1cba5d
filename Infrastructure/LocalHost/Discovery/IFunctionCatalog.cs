namespace Virga.LocalHost;

/// <summary>The functions of the app: those of the entry assembly and of every assembly it references that has some.</summary>
public interface IFunctionCatalog
{
    /// <summary>The functions in the order in which routes are tried: by name, whatever the case. Each is a <see cref="FunctionDescriptor"/>.</summary>
    IReadOnlyList<FunctionDefinition> Functions { get; }
}
