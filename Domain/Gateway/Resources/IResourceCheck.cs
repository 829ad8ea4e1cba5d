namespace Virga.Gateway;

/// <summary>Checks one resource at start.</summary>
internal interface IResourceCheck
{
    void Check(IServiceProvider services, GatewayEndpoints endpoints, List<string> faults);
}
