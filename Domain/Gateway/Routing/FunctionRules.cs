using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>What the attributes of one function may not say, together and with its route; checked at start.</summary>
internal static class FunctionRules
{
    public static void Check(GatewayEndpoint function, List<string> faults)
    {
        object[] attributes = [.. function.ClassAttributes, .. function.MethodAttributes];
        var reads = function.Takes("GET");
        if (reads && function.MethodAttributes.OfType<IdempotentAttribute>().Any())
        {
            faults.Add($"Function '{function.Name}' takes GET and has [Idempotent]: reading is idempotent by itself. Remove one of the two.");
        }

        foreach (var access in attributes.OfType<NotifyOnAccessAttribute>())
        {
            if (AccessNotificationOptionsValidator.Fault(access.Topic) is { } fault)
            {
                faults.Add($"Function '{function.Name}' has [NotifyOnAccess(\"{access.Topic}\")], {fault}.");
            }
        }

        foreach (var parameter in attributes.OfType<ParameterAttribute>())
        {
            if (parameter.Default is { } text && parameter.Read(text).Fault is { } wrong)
            {
                faults.Add($"Function '{function.Name}' has the parameter '{parameter.Name}' with the default '{text}', which it refuses itself: {wrong.Message}");
            }
        }

        if (attributes.OfType<CacheForAttribute>().LastOrDefault() is not { } cache)
        {
            return;
        }

        if (!reads && function.MethodAttributes.OfType<CacheForAttribute>().Any())
        {
            faults.Add($"Function '{function.Name}' has [CacheFor] and does not take GET: only answers to GET and HEAD are kept.");
        }

        if (cache.Cdn > 0 && !EndpointDemands.Of(attributes).IsPublic)
        {
            faults.Add($"Function '{function.Name}' is not for everybody and has [CacheFor(…, Cdn = {cache.Cdn})]: a CDN would give one caller's answer to all. Remove Cdn.");
        }

        if (cache is { Server: true, Seconds: 0 })
        {
            faults.Add($"Function '{function.Name}' has [CacheFor(0, Server = true)]: say for how many seconds the server keeps its answers.");
        }

        if (cache is { Cdn: < 0 } or { StaleWhileRevalidate: < 0 } or { StaleIfError: < 0 })
        {
            faults.Add($"Function '{function.Name}' has [CacheFor] with a negative number of seconds: give 0 or more.");
        }
    }

    /// <summary>Checks that the route has the parameters that attributes name.</summary>
    public static void CheckRoute(ParsedRoute route, List<string> faults)
    {
        var function = route.Function;
        foreach (var attribute in function.ClassAttributes.Concat(function.MethodAttributes))
        {
            var (named, text) = attribute switch
            {
                RequireOwnerAttribute owner => ([owner.RouteParameter], $"[RequireOwner(\"{owner.RouteParameter}\")]"),
                ParameterAttribute { Location: ParameterLocation.Path } parameter => ([parameter.Name], $"[RouteParameter(\"{parameter.Name}\")]"),
                CacheTagAttribute tag => (tag.Parameters, "[CacheTag]"),
                _ => ((IEnumerable<string>)[], ""),
            };
            foreach (var missing in named.Where(name => !route.Constraints.ContainsKey(name)))
            {
                faults.Add($"Function '{function.Name}' has {text}, but its route '{function.Route}' has no parameter '{missing}'.");
            }
        }
    }
}
