using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Checks the app's HTTP functions before the first request: undeclared authentication, routes that hide each other, reserved and invalid routes.</summary>
/// <remarks>The Functions host tries routes alphabetically by function name and takes the first that matches, not the most specific one.</remarks>
public sealed partial class GatewayStartCheck(
    ParameterPolicyFactory policies, IOptions<GatewayOptions> options, IOptions<GatewayAuthenticationOptions> authentication, IServiceProvider services, ILoggerFactory logs) : IDefinitionCheck
{
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public IEnumerable<string> Faults() => Faults(services.GetRequiredService<GatewayEndpoints>());

    internal IReadOnlyList<string> Faults(GatewayEndpoints endpoints)
    {
        var faults = new List<string>();
        var routes = new List<ParsedRoute>();
        var guard = new GuardCheck(services);
        foreach (var function in endpoints.All)
        {
            CheckName(function, faults);
            guard.Check(function, faults);
            CheckMethods(function, faults);
            CheckReserved(function, faults);
            FunctionRules.Check(function, faults);
            CheckExamples(function, faults);
            try
            {
                var route = ParsedRoute.Parse(function, policies);
                routes.Add(route);
                FunctionRules.CheckRoute(route, faults);
            }
            catch (Exception fault) when (fault is RoutePatternException or InvalidOperationException or RouteCreationException or ArgumentException)
            {
                faults.Add($"Function '{function.Name}' has the route '{function.Route}', which is not valid: {fault.Message}");
            }
        }

        CheckUnique(endpoints, faults);
        CheckOverlaps(routes, faults);
        foreach (var resource in services.GetServices<IResourceCheck>())
        {
            resource.Check(services, endpoints, faults);
        }

        if (faults.Count == 0)
        {
            WarnWhenNobodyCanCall(endpoints);
        }

        return faults;
    }

    private static void CheckName(GatewayEndpoint function, List<string> faults)
    {
        if (!FunctionName().IsMatch(function.Name) || function.Name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"Function '{function.Name}' has a name the Functions host refuses: start with a letter, go on with letters, digits, '_' and '-', at most 128, and not 'host'.");
        }
    }

    private static void CheckMethods(GatewayEndpoint function, List<string> faults)
    {
        if (function.Methods.Count > 0 && function.Takes("GET") && !function.Takes("HEAD"))
        {
            faults.Add($"Function '{function.Name}' takes GET and not HEAD, which HTTP asks of every GET: write \"get\", \"head\" in its HttpTrigger.");
        }
    }

    private static void CheckReserved(GatewayEndpoint function, List<string> faults)
    {
        var route = function.Route.Trim('/');
        foreach (var reserved in (ReadOnlySpan<string>)["admin", "runtime"])
        {
            if (route.StartsWith(reserved, StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"Function '{function.Name}' has the route '{function.Route}', but the Functions host refuses every route that starts with '{reserved}' (as text): choose another.");
            }
        }
    }

    private static void CheckExamples(GatewayEndpoint function, List<string> faults)
    {
        foreach (var example in function.MethodAttributes.OfType<ExampleAttribute>())
        {
            try
            {
                _ = JsonNode.Parse(example.Json);
            }
            catch (JsonException fault)
            {
                faults.Add($"Function '{function.Name}' has an example that is not JSON: {fault.Message}");
            }
        }
    }

    private static void CheckUnique(GatewayEndpoints endpoints, List<string> faults)
    {
        foreach (var same in endpoints.All.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add($"{same.Count()} functions are named '{same.Key}' (case does not count): rename all but one.");
        }
    }

    private static void CheckOverlaps(List<ParsedRoute> routes, List<string> faults)
    {
        for (var i = 0; i < routes.Count; i++)
        {
            for (var j = i + 1; j < routes.Count; j++)
            {
                var (first, later) = (routes[i], routes[j]);
                if (!later.IsLast && ShareMethod(first.Function, later.Function) is { } method
                    && first.Pattern.InboundPrecedence >= later.Pattern.InboundPrecedence
                    && RouteOverlap.Exists(first, later))
                {
                    faults.Add(DescribeOverlap(first, later, method));
                }
            }
        }
    }

    private static string? ShareMethod(GatewayEndpoint first, GatewayEndpoint later) =>
        first.Methods.Count == 0 ? (later.Methods.Count == 0 ? "every method" : later.Methods[0].ToUpperInvariant())
            : first.Methods.FirstOrDefault(later.Takes)?.ToUpperInvariant();

    private static string DescribeOverlap(ParsedRoute first, ParsedRoute later, string method)
    {
        var (winner, loser) = (first.Function, later.Function);
        var fix = first.Pattern.InboundPrecedence == later.Pattern.InboundPrecedence
            ? "change one of the routes, or tell them apart with constraints"
            : $"rename '{loser.Name}' so that it sorts before '{winner.Name}', or change one of the routes";
        return $"Functions '{winner.Name}' ('{winner.Route}') and '{loser.Name}' ('{loser.Route}') both match some paths with {method}, "
            + $"and Azure takes the first in alphabetical order, '{winner.Name}': {fix}.";
    }

    private void WarnWhenNobodyCanCall(GatewayEndpoints endpoints)
    {
        if (authentication.Value.All.Count > 0 || authentication.Value.EasyAuth || options.Value.DevelopmentTokenKey is not null)
        {
            return;
        }

        var closed = endpoints.All.Where(function => EndpointDemands.Of([.. function.ClassAttributes, .. function.MethodAttributes]) is { HasRules: true, IsAnonymous: false, Authorizer: null }).ToList();
        if (closed.Count > 0)
        {
            var named = string.Join(", ", closed.Take(MostNamed).Select(function => function.Name));
            Log.NobodyCanCall(logs.CreateLogger(Log.Category), closed.Count, closed.Count > MostNamed ? named + ", …" : named);
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex FunctionName();
}
