using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Virga.LocalHost;

/// <summary>HTTP requests.</summary>
internal sealed class HttpTrigger : TriggerKind
{
    public override IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context)
    {
        if (function.TriggerParameter!.ParameterType != typeof(HttpRequest))
        {
            yield return $"[HttpTrigger] is on a {function.TriggerParameter.ParameterType.Name}. Take an HttpRequest, and bodies with [FromBody].";
        }

        var pattern = Parse(function, out var error);
        if (pattern is null)
        {
            yield return $"the route '{RouteOf(function)}' is not a route template: {error}";
        }

        foreach (var constraint in pattern?.ParameterPolicies.SelectMany(p => p.Value).Select(p => p.Content).OfType<string>() ?? [])
        {
            if (!IsKnown(constraint, context.Constraints))
            {
                yield return $"the route '{RouteOf(function)}' has an unknown constraint, '{constraint}'.";
            }
        }

        if (Result(function.Method.ReturnType) is { } result && typeof(IActionResult).IsAssignableFrom(result))
        {
            yield return "it returns an IActionResult, which needs MVC. Return an IResult (Results.Ok(…), TypedResults.…).";
        }
    }

    public override string? FaultOf(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(FromBodyAttribute)))
        {
            return null;
        }

        if (parameter.ParameterType == typeof(HttpRequest))
        {
            return null;
        }

        var named = Parse(function, out _)?.Parameters.Any(p => string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)) ?? true;
        if (!named && !parameter.HasDefaultValue)
        {
            return $"'{parameter.Name}' is not in the route '{RouteOf(function)}', so nothing binds it. Add {{{parameter.Name}}} to the route, or read it from the request.";
        }

        return ArgumentBinder.CanParse(parameter.ParameterType)
            ? null
            : $"'{parameter.Name}' is a {parameter.ParameterType.Name}, which no route value can become. Use a string, a number, a Guid, a bool, a date or an enum.";
    }

    public override object? Convert(object? payload, Type type) => throw new FormatException("A request is not converted.");

    public override string Describe(FunctionDescriptor function, SettingNames settings) => "http";

    /// <summary>The function's route template, without the prefix.</summary>
    public static string RouteOf(FunctionDescriptor function) => ((HttpTriggerAttribute)function.Trigger!).Route ?? function.Name;

    /// <summary>The methods the function takes, in upper case; none for any.</summary>
    public static IReadOnlyList<string> MethodsOf(FunctionDescriptor function) =>
        ((HttpTriggerAttribute)function.Trigger!).Methods is { Length: > 0 } methods ? [.. methods.Select(m => m.ToUpperInvariant())] : [];

    private static bool IsKnown(string constraint, IInlineConstraintResolver constraints)
    {
        try
        {
            return constraints.ResolveConstraint(constraint) is not null;
        }
        catch (RouteCreationException)
        {
            return false;
        }
    }

    private static RoutePattern? Parse(FunctionDescriptor function, out string? error)
    {
        try
        {
            error = null;
            return RoutePatternFactory.Parse(RouteOf(function));
        }
        catch (RoutePatternException e)
        {
            error = e.Message;
            return null;
        }
    }

    private static Type Result(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
}
