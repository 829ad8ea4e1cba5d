using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>Checks that a resource can be made, and that who calls it can be an owner where its documents have owners.</summary>
internal sealed class ResourceCheck<T> : IResourceCheck
{
    public void Check(IServiceProvider services, GatewayEndpoints endpoints, List<string> faults)
    {
        OwnerRule? owner;
        try
        {
            owner = services.GetRequiredService<Resource<T>>().Owner;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            faults.Add($"Resource<{typeof(T).Name}>: {fault.Message}");
            return;
        }

        foreach (var function in owner is null ? [] : endpoints.All.Where(function => function.MethodAttributes.Any(attribute => attribute is DescribesAttribute<T>)))
        {
            if (EndpointDemands.Of([.. function.ClassAttributes, .. function.MethodAttributes]) is { IsAnonymous: true } or { HasRules: false, Authorizer: null })
            {
                faults.Add($"Function '{function.Name}' does not ask who calls, but its documents belong to their '{owner!.Attribute.Name}' (OwnedBy), so that it would answer 401 to everybody: add [Authorize] or [RequireScope(\"…\")].");
            }
        }
    }
}
