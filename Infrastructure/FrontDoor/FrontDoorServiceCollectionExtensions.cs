using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Virga.FrontDoor;
using Virga.Gateway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what tells Azure Front Door of changes.</summary>
public static class FrontDoorServiceCollectionExtensions
{
    private const string Client = "Virga.FrontDoor";

    /// <summary>Purges Azure Front Door when documents change, on the endpoint that the section <c>FrontDoor</c> names.</summary>
    /// <remarks>The credential is the registered <see cref="TokenCredential"/>, else <see cref="DefaultAzureCredential"/>.</remarks>
    public static IServiceCollection AddVirgaFrontDoor(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<FrontDoorOptions>().BindConfiguration(FrontDoorOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FrontDoorOptions>, FrontDoorOptionsValidator>();
        services.AddHttpClient(Client).ConfigureHttpClient((provider, http) => http.Timeout = provider.GetRequiredService<IOptions<FrontDoorOptions>>().Value.Timeout);
        services.AddSingleton<ICachePurger>(provider => new FrontDoorPurger(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(Client),
            provider.GetService<TokenCredential>() ?? new DefaultAzureCredential(),
            provider.GetRequiredService<IOptions<FrontDoorOptions>>()));
        return services;
    }
}
