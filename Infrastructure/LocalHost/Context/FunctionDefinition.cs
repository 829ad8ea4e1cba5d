using System.Collections.Immutable;

namespace Virga.LocalHost;

/// <summary>What the host knows of a function.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The function's parameters, in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The file of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>The function's method: namespace, type and method with dots.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's id: the same in every process that runs the same build.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name.</summary>
    public abstract string Name { get; }

    /// <summary>The trigger and the input bindings, by parameter.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>The output bindings; <c>$return</c> is what the function returns.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
