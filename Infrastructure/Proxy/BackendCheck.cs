using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Proxy;

/// <summary>Every backend a function forwards to is configured.</summary>
internal sealed class BackendCheck(Backends backends, IServiceProvider services) : IDefinitionCheck
{
    public IEnumerable<string> Faults()
    {
        var known = backends.All.Select(backend => backend.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from function in services.GetService<GatewayEndpoints>()?.All ?? []
            from attribute in function.Method.GetCustomAttributes(inherit: true).OfType<ProxiesToAttribute>()
            where !known.Contains(attribute.Backend)
            select $"Function '{function.Name}' forwards to '{attribute.Backend}', which is not configured: set {BackendsOptions.Section}:{attribute.Backend}:Addresses:0 to its address.";
    }
}
