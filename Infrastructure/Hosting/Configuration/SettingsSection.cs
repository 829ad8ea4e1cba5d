using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Hosting;

/// <summary>A section of the configuration that is one of ours, and the options it is bound to.</summary>
/// <param name="Path">The section, such as <c>Notifications:Signing</c>.</param>
/// <param name="Options">The type of the options.</param>
internal sealed record SettingsSection(string Path, Type Options)
{
    /// <summary>What stands in our sections for others: the Functions host's names for a connection, ASP.NET Core's for schemes, and canaries, each a section of a name of its own (<see cref="CanarySettings"/>).</summary>
    private static readonly Dictionary<string, string[]> ForeignNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authentication"] = ["DefaultScheme", "Schemes"],
        ["Cosmos"] = ["Credential", "ManagedIdentityResourceId", "TenantId"],
        ["EventGrid"] = ["Credential", "ClientId", "ManagedIdentityResourceId", "TenantId", "TopicEndpointUri"],
        ["Gateway"] = ["Canaries"],
        ["Storage"] = ["AccountName", "Credential", "ManagedIdentityResourceId", "TableServiceUri", "TenantId"],
    };

    /// <summary>Names that are somebody else's, and read by them.</summary>
    public IReadOnlyList<string> Foreign => ForeignNames.GetValueOrDefault(Path, []);

    /// <summary>The sections of the options that are bound or validated; each says its own by a constant <c>Section</c>.</summary>
    public static IReadOnlyList<SettingsSection> Of(IServiceCollection services) =>
    [
        .. services.Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IValidateOptions<>) || type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly.GetName().Name!.StartsWith("Virga.", StringComparison.Ordinal))
            .Distinct()
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(options => options.Section is not null)
            .Select(options => new SettingsSection(options.Section!, options.Type)),
    ];
}
