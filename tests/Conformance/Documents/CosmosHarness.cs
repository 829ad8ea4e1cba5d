using Microsoft.Azure.Cosmos;
using Virga.Cosmos;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>The Cosmos DB store against some endpoint, in a database that is made for the run.</summary>
public abstract class CosmosHarness : StoreHarness
{
    private CosmosClient? _client;
    private IDocumentStore? _store;

    public override IDocumentStore Store => _store!;

    protected CosmosClient Client => _client!;

    protected CosmosOptions Options { get; } = new() { Database = $"virga-conformance-{Guid.NewGuid():n}", CreateIfNotExists = true };

    public override async ValueTask InitializeAsync()
    {
        _client = CosmosClients.Create(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var provisioner = new CosmosProvisioner(new(_client), options, Layouts);
        await provisioner.ReadyAsync();
        _store = new CosmosDocumentStore(new(_client), provisioner, options, Layouts);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_client is not null)
        {
            using (await _client.GetDatabase(Options.Database).DeleteStreamAsync())
            {
                _client.Dispose();
            }
        }
    }
}
