namespace Virga.Gateway;

/// <summary>What the attributes of one function may not say together; checked at start.</summary>
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
    }
}
