using System.Reflection;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Finds the HTTP functions of the app and of the framework, the way both hosts do: by their attributes.</summary>
internal static class HttpFunctions
{
    /// <summary>All HTTP functions of the assemblies, in no particular order.</summary>
    public static IReadOnlyList<GatewayEndpoint> In(IEnumerable<Assembly> assemblies) =>
    [
        .. from assembly in assemblies.Distinct()
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null
           select new GatewayEndpoint(function.Name, trigger.Methods ?? [], trigger.Route ?? function.Name, method),
    ];
}
