using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Virga.Documents;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what is checked when an app starts.</summary>
public static class DefinitionServiceCollectionExtensions
{
    /// <summary>Adds a check of a part of the app. The host does not start when any part has a fault, and tells those of all.</summary>
    /// <typeparam name="T">The check; added once however often it is asked for.</typeparam>
    public static IServiceCollection AddDefinitionCheck<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IServiceCollection services)
        where T : class, IDefinitionCheck
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<T>();
        services.TryAddSingleton(provider => new DefinitionChecks(provider, provider.GetServices<DefinitionPart>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DefinitionChecks>(provider => provider.GetRequiredService<DefinitionChecks>()));
        if (!services.Any(service => service.ImplementationInstance is DefinitionPart part && part.Check == typeof(T)))
        {
            services.AddSingleton(new DefinitionPart(typeof(T)));
        }

        return services;
    }
}
