using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Virga.Cosmos;
using Virga.CosmosEmulator;
using Virga.Documents;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>What the documents suite compares: the framework and the SDK alone with one client on one embedded endpoint, the framework with a store that costs nothing, and the peer.</summary>
internal sealed class DocumentsTargets : IAsyncDisposable
{
    private const string Database = "bench";

    private readonly Emulator _emulator = Emulator.Open();
    private readonly ServiceProvider _services;
    private readonly ServiceProvider _silent;
    private readonly List<IDocumentsTarget> _all = [];

    private DocumentsTargets()
    {
        _services = Services(services => services.AddVirgaCosmos(options =>
        {
            options.AccountEndpoint = Emulator.Endpoint;
            options.AccountKey = CosmosEmulatorOptions.WellKnownKey;
            options.Database = Database;
            options.CreateIfNotExists = true;
            options.HttpClientFactory = () => new HttpClient(_emulator.CreateHandler(), disposeHandler: false);
        }));
        _silent = Services(services => services.AddSingleton<IDocumentStore, SilentStore>());
    }

    public IReadOnlyList<IDocumentsTarget> All => _all;

    public static async Task<DocumentsTargets> OpenAsync(CancellationToken cancellationToken)
    {
        var targets = new DocumentsTargets();
        await targets._services.GetRequiredService<CosmosProvisioner>().ReadyAsync();
        var client = targets._services.GetRequiredService<CosmosClient>();
        Database database = client.GetDatabase(Database);
        Container raw = await database.CreateContainerAsync(new ContainerProperties("raw", "/_pk") { DefaultTimeToLive = -1 }, cancellationToken: cancellationToken);
        targets._all.Add(new RawTarget(raw));
        targets._all.Add(new RepositoryTarget("repository", targets._services.GetRequiredService<IRepository<BenchCat>>()));
        targets._all.Add(new RepositoryTarget("repository, store that costs nothing", targets._silent.GetRequiredService<IRepository<BenchCat>>()) { Operations = [DocumentsOperation.Create] });
        if (DynamooseTarget.Folder is not null)
        {
            targets._all.Add(await DynamooseTarget.StartAsync(cancellationToken));
        }

        return targets;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var target in _all)
        {
            await target.DisposeAsync();
        }

        await _services.DisposeAsync();
        await _silent.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    private static ServiceProvider Services(Action<IServiceCollection> store)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(new ConfigurationManager());
        services.AddDocuments(documents => documents.Add(RepositoryTarget.Model));
        store(services);
        return services.BuildServiceProvider();
    }
}
