using System.Reflection;
using System.Text.RegularExpressions;

namespace Virga.LocalHost;

/// <summary>The host's rules for functions. It collects what breaks them; each sentence names the function.</summary>
internal static partial class FunctionRules
{
    public static IReadOnlyList<string> Check(IReadOnlyList<FunctionDescriptor> functions, RuleContext context)
    {
        var faults = new List<string>();
        foreach (var function in functions)
        {
            faults.AddRange(Check(function, context).Select(fault => $"{function.Name} ({function.EntryPoint}): {fault}"));
        }

        foreach (var twins in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            faults.Add($"{twins.Key}: {twins.Count()} functions have this name ({string.Join(", ", twins.Select(t => t.EntryPoint))}). Names are unique, whatever the case.");
        }

        faults.AddRange(CosmosTrigger.SharedLeases(functions));
        return faults;
    }

    private static IEnumerable<string> Check(FunctionDescriptor function, RuleContext context)
    {
        if (!NamePattern().IsMatch(function.Name) || string.Equals(function.Name, "host", StringComparison.OrdinalIgnoreCase))
        {
            yield return "the name must be a letter and up to 127 letters, digits, underscores and dashes, and not 'host'.";
        }

        foreach (var fault in MethodFaults(function.Method))
        {
            yield return fault;
        }

        if (function.Trigger is null)
        {
            var count = function.Method.GetParameters().Count(p => p.IsDefined(typeof(TriggerBindingAttribute)));
            yield return count == 0
                ? "no parameter has a trigger attribute. A function has exactly one."
                : $"{count} parameters have trigger attributes. A function has exactly one.";
            yield break;
        }

        if (TriggerKind.Of(function.Trigger) is not { } kind)
        {
            yield return $"[{NameOf(function.Trigger)}] is not known to the local host. Run this function with Core Tools: func start.";
            yield break;
        }

        if (function.Retry is not null && !kind.TakesRetry)
        {
            yield return $"[{NameOf(function.Retry)}] works with timer and Cosmos DB triggers only; the worker's build refuses it here (AZFW0012).";
        }

        foreach (var fault in kind.Faults(function, context).Concat(BindingFaults(function, kind)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> MethodFaults(MethodInfo method)
    {
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
        {
            yield return "the method and its class must be public.";
        }

        if (method.ContainsGenericParameters)
        {
            yield return "neither the method nor its class may be generic.";
        }

        if (!method.IsStatic && method.DeclaringType!.IsAbstract)
        {
            yield return "its class is abstract, so the host cannot make one.";
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
        {
            yield return "it is async void, so the host cannot wait for it. Return Task.";
        }
    }

    private static IEnumerable<string> BindingFaults(FunctionDescriptor function, TriggerKind kind)
    {
        foreach (var parameter in function.Method.GetParameters())
        {
            if (function.IsTrigger(parameter) || parameter.ParameterType == typeof(FunctionContext) || parameter.ParameterType == typeof(CancellationToken))
            {
                continue;
            }

            if (parameter.GetCustomAttribute<InputBindingAttribute>() is { } input)
            {
                yield return $"[{NameOf(input)}] on '{parameter.Name}' is not known to the local host. Inject the client or repository and read in the function.";
            }
            else if (parameter.IsOut || parameter.ParameterType.IsByRef)
            {
                yield return $"'{parameter.Name}' is passed by reference, which no host binds.";
            }
            else if (kind.FaultOf(function, parameter) is { } fault)
            {
                yield return fault;
            }
        }

        foreach (var output in OutputsOf(function.Method))
        {
            yield return $"[{NameOf(output)}] is not known to the local host. Inject the publisher, queue or repository and write in the function.";
        }
    }

    private static IEnumerable<OutputBindingAttribute> OutputsOf(MethodInfo method)
    {
        var type = method.ReturnType is { IsGenericType: true } wrapped
            && (wrapped.GetGenericTypeDefinition() == typeof(Task<>) || wrapped.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? wrapped.GetGenericArguments()[0]
            : method.ReturnType;
        return method.GetCustomAttributes<OutputBindingAttribute>()
            .Concat(type.GetProperties().SelectMany(p => p.GetCustomAttributes<OutputBindingAttribute>()))
            .Where(o => o is not HttpResultAttribute);
    }

    private static string NameOf(Attribute attribute) => attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
