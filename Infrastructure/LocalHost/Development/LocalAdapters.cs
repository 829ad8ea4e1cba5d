using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virga.Cosmos;
using Virga.CosmosEmulator;
using Virga.Documents;
using Virga.EventGrid;
using Virga.Gateway;
using Virga.LocalStorage;
using Virga.Notifications;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary>Gives the app's adapters local services to work with, each only where the app has named no real one.</summary>
internal static class LocalAdapters
{
    /// <summary>Registers the services when the app has registered all of its own.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddSingleton(_ => DataDirectory.Of(configuration, contentRoot));
        services.AddSingleton<TimerStore>();
        AddStorage(services);
        AddCosmos(services);
        AddEventGrid(services);
        AddDevelopment(services, configuration);
    }

    private static void AddStorage(IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(IMessageQueue)))
        {
            return;
        }

        services.AddLocalStorage();
        services.AddOptions<LocalStorageOptions>().Configure<DataDirectory>((options, data) => options.DataSource = data.DataSource("storage.db"));
    }

    private static void AddCosmos(IServiceCollection services)
    {
        services.TryAddSingleton(provider => Emulator.Open(new CosmosEmulatorOptions
        {
            DataSource = provider.GetRequiredService<DataDirectory>().DataSource("cosmos.db"),
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
        }));
        services.AddOptions<CosmosOptions>().PostConfigure<IServiceProvider>((options, provider) =>
        {
            if (options.AccountEndpoint is null && options.ConnectionString is null)
            {
                var emulator = provider.GetRequiredService<Emulator>();
                options.AccountEndpoint = Emulator.Endpoint;
                options.AccountKey = CosmosEmulatorOptions.WellKnownKey;
                options.HttpClientFactory = () => new HttpClient(emulator.CreateHandler(), disposeHandler: false);
                options.CreateIfNotExists = true;
            }
        });
    }

    private static void AddEventGrid(IServiceCollection services)
    {
        services.AddOptions<LocalEventGridOptions>().BindConfiguration(LocalEventGridOptions.Section);
        services.TryAddSingleton(LocalEventGridSetup.Create);
        services.AddOptions<EventGridOptions>().PostConfigure<IServiceProvider>((options, provider) =>
        {
            if (options.TopicEndpoint is null)
            {
                var grid = provider.GetRequiredService<LocalEventGrid>();
                options.TopicEndpoint = new Uri($"http://localhost/{LocalEventGridOptions.DefaultTopic}/api/events");
                options.AccessKey = grid.AccessKey;
                options.Handler = grid.CreateHandler();
            }
        });
    }

    private static void AddDevelopment(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Configure<LocalDevelopment, DataDirectory>((options, development, data) =>
        {
            if (development.IsOn)
            {
                options.DevelopmentTokenKey ??= DevelopmentKeys.TokenKey(configuration, data.Root);
                options.AllowsDevelopmentToken ??= development.Allows;
            }
        });
        services.AddOptions<DocumentsOptions>().PostConfigure<LocalDevelopment, DataDirectory>((options, development, data) =>
        {
            if (development.IsOn)
            {
                options.CursorKey ??= DevelopmentKeys.CursorKey(data.Root);
            }
        });
        services.AddOptions<WebhookOptions>().Configure<LocalDevelopment>((options, development) => options.AllowInsecureEndpoints |= development.IsOn);
        services.AddOptions<WebhookHttpOptions>().Configure<LocalDevelopment>((options, development) =>
        {
            options.AllowLoopback |= development.IsOn;
            options.AllowHttp |= development.IsOn;
        });
        services.AddOptions<SigningOptions>().PostConfigure<LocalDevelopment, DataDirectory, TimeProvider>((options, development, data, time) =>
        {
            if (!development.IsOn)
            {
                return;
            }

            options.WebhookSecret ??= DevelopmentKeys.WebhookSecret(data.Root);
            options.WebhookPrivateKey ??= DevelopmentKeys.WebhookPrivateKey(data.Root);
            if (!options.IsConfigured)
            {
                options.KeySource = () => DevelopmentKeys.SigningKey(data.Root, time);
            }
        });
        services.AddOptions<NotificationsOptions>().PostConfigure<LocalDevelopment>((options, development) =>
        {
            if (development.IsOn)
            {
                options.PublicBaseUrl ??= LocalAddress.Of(configuration);
            }
        });
    }
}
