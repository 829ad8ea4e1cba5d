using System.Collections.Immutable;
using System.Reflection;

namespace Virga.LocalHost;

/// <summary>A function found in the app's assemblies, with its method.</summary>
public sealed class FunctionDescriptor : FunctionDefinition
{
    private readonly Lazy<CompiledFunction> _compiled;

    internal FunctionDescriptor(string name, MethodInfo method, ParameterInfo? triggerParameter, TriggerBindingAttribute? trigger, RetryAttribute? retry)
    {
        _compiled = new Lazy<CompiledFunction>(() => new CompiledFunction(this));
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        Retry = retry;
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        PathToAssembly = method.Module.Assembly.Location;
        Id = FunctionIds.Of(EntryPoint, PathToAssembly, name);
        Parameters = [.. method.GetParameters().Select(Describe)];
    }

    /// <summary>The function's method.</summary>
    public MethodInfo Method { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override string EntryPoint { get; }

    /// <inheritdoc/>
    public override string PathToAssembly { get; }

    /// <inheritdoc/>
    public override ImmutableArray<FunctionParameter> Parameters { get; }

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> InputBindings => field ??= Method.GetParameters()
        .Select(p => (Parameter: p, Binding: p.GetCustomAttribute<BindingAttribute>()))
        .Where(p => p.Binding is not null)
        .ToImmutableDictionary(p => p.Parameter.Name!, p => (BindingMetadata)new LocalBindingMetadata(p.Parameter.Name!, LocalBindingMetadata.TypeOf(p.Binding!.GetType()), BindingDirection.In));

    /// <inheritdoc/>
    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => field ??= FunctionOutputs.Of(Method, Trigger is HttpTriggerAttribute)
        .Select(o => (BindingMetadata)new LocalBindingMetadata(o.Name, o.IsHttp ? "http" : LocalBindingMetadata.TypeOf(o.Attribute!.AttributeType), BindingDirection.Out))
        .ToImmutableDictionary(b => b.Name);

    /// <summary>The parameter that the trigger binds; null when the function has none, which is a fault at start.</summary>
    internal ParameterInfo? TriggerParameter { get; }

    /// <summary>What starts the function; null when nothing does, which is a fault at start.</summary>
    internal TriggerBindingAttribute? Trigger { get; }

    /// <summary>How often a failed invocation is tried again; null when the function does not say.</summary>
    internal RetryAttribute? Retry { get; }

    /// <summary>The method as a delegate, made when it is first asked for.</summary>
    internal CompiledFunction Compiled => _compiled.Value;

    /// <summary>Whether it is the parameter that the trigger binds.</summary>
    /// <remarks>By position: reflection may make a parameter's description anew when two threads ask for it at the same time.</remarks>
    internal bool IsTrigger(ParameterInfo parameter) => TriggerParameter is not null && parameter.Position == TriggerParameter.Position;

    private static FunctionParameter Describe(ParameterInfo parameter)
    {
        var properties = ImmutableDictionary<string, object>.Empty;
        if (parameter.GetCustomAttribute<BindingAttribute>() is { } binding)
        {
            properties = properties.Add("bindingAttribute", binding);
        }

        return new FunctionParameter(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null, properties);
    }
}
