using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Virga.CosmosEmulator;
using Virga.Documents;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.Documents;

/// <summary>Documents over an embedded endpoint in memory, which several apps may share one after the other.</summary>
internal sealed class EmbeddedStore : IAsyncDisposable
{
    private readonly List<ServiceProvider> _apps = [];

    public Emulator Endpoint { get; } = Emulator.Open();

    /// <summary>The services of an app with these models.</summary>
    public IServiceProvider App(Action<DocumentsBuilder> models, bool creates = true, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddVirgaCosmos(options =>
        {
            options.AccountEndpoint = Emulator.Endpoint;
            options.AccountKey = CosmosEmulatorOptions.WellKnownKey;
            options.HttpClientFactory = () => new HttpClient(Endpoint.CreateHandler(), disposeHandler: false);
            options.CreateIfNotExists = creates;
        });
        services.AddDocuments(models);
        var app = services.BuildServiceProvider(validateScopes: true);
        _apps.Add(app);
        return app;
    }

    /// <summary>A container made by other hands.</summary>
    public async Task MakeAsync(ContainerProperties properties)
    {
        var client = App(_ => { }, creates: false).GetRequiredService<CosmosClient>();
        Database database = await client.CreateDatabaseIfNotExistsAsync("virga", cancellationToken: TestContext.Current.CancellationToken);
        await database.CreateContainerAsync(properties, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }

        await Endpoint.DisposeAsync();
    }
}
