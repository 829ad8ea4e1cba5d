using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Virga.Gateway;

/// <summary>A function's route, parsed, with its constraints ready to be asked.</summary>
internal sealed class ParsedRoute
{
    private const string LastName = "zz_gateway";

    private readonly TemplateMatcher _matcher;

    private ParsedRoute(GatewayEndpoint function, RoutePattern pattern, Dictionary<string, IReadOnlyList<IRouteConstraint>> constraints)
    {
        Function = function;
        Pattern = pattern;
        Constraints = constraints;
        _matcher = new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults));
    }

    public GatewayEndpoint Function { get; }

    public RoutePattern Pattern { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<IRouteConstraint>> Constraints { get; }

    /// <summary>Whether it is the framework's own catch-all, which takes what is left and hides behind everything on purpose.</summary>
    public bool IsLast =>
        Pattern.PathSegments is [{ IsSimple: true, Parts: [RoutePatternParameterPart { IsCatchAll: true }] }] && Function.Name.Equals(LastName, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="System.Exception">The text is not a route template (RoutePatternException).</exception>
    /// <exception cref="InvalidOperationException">A constraint is unknown or its arguments do not fit.</exception>
    public static ParsedRoute Parse(GatewayEndpoint function, ParameterPolicyFactory policies)
    {
        var pattern = RoutePatternFactory.Parse(function.Route.Trim('/'));
        var constraints = new Dictionary<string, IReadOnlyList<IRouteConstraint>>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in pattern.Parameters)
        {
            constraints[parameter.Name] =
                [.. parameter.ParameterPolicies.Select(policy => policies.Create(parameter, policy)).OfType<IRouteConstraint>()];
        }

        return new ParsedRoute(function, pattern, constraints);
    }

    /// <summary>Whether the path has the template's shape, constraints apart.</summary>
    public bool Matches(PathString path, RouteValueDictionary values) => _matcher.TryMatch(path, values);

    /// <summary>The first parameter whose value its constraint refuses; null when all hold.</summary>
    public string? FirstRefused(HttpContext? context, RouteValueDictionary values)
    {
        foreach (var (name, constraints) in Constraints)
        {
            if (!values.TryGetValue(name, out var value) || value is null)
            {
                continue;
            }

            foreach (var constraint in constraints)
            {
                if (!constraint.Match(context, route: null, name, values, RouteDirection.IncomingRequest))
                {
                    return name;
                }
            }
        }

        return null;
    }
}
