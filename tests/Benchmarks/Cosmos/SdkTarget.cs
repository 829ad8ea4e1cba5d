using System.Net;
using Microsoft.Azure.Cosmos;

namespace Benchmarks;

/// <summary>An endpoint behind the official SDK, in this process or another.</summary>
internal sealed class SdkTarget(string name, string durability, CosmosClient client, ServerProcess? server = null, IAsyncDisposable? endpoint = null) : ICosmosTarget
{
    private const string Database = "bench";
    private static readonly QueryDefinition Query = new QueryDefinition("SELECT * FROM c WHERE c.total >= @least").WithParameter("@least", 10);
    private static long _created;
    private readonly Container _reads = client.GetContainer(Database, "reads");
    private readonly Container _writes = client.GetContainer(Database, "writes");

    public string Name => name;

    public string Durability => durability;

    public TimeSpan ServerCpu => server?.Cpu ?? TimeSpan.Zero;

    /// <summary>Whether the endpoint understands the batches of this SDK.</summary>
    public bool HasBatches { get; init; } = true;

    public bool Supports(CosmosOperation operation) => operation != CosmosOperation.BatchOf5 || HasBatches;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Database database = await client.CreateDatabaseAsync(Database, cancellationToken: cancellationToken);
        await database.CreateContainerAsync(_reads.Id, "/pk", cancellationToken: cancellationToken);
        await database.CreateContainerAsync(_writes.Id, "/pk", cancellationToken: cancellationToken);
        for (var i = 0; i < OrderDocument.Count; i++)
        {
            await CreateAsync(_reads, OrderDocument.Id(i), OrderDocument.Partition(i), i % OrderDocument.PerPartition);
        }
    }

    public async ValueTask RunAsync(CosmosOperation operation, Random random)
    {
        var number = random.Next(OrderDocument.Count);
        var partition = OrderDocument.Partition(number);
        switch (operation)
        {
            case CosmosOperation.PointRead:
                using (var read = await _reads.ReadItemStreamAsync(OrderDocument.Id(number), new PartitionKey(partition)))
                {
                    Require(read.StatusCode, HttpStatusCode.OK);
                }

                break;
            case CosmosOperation.Create:
                await CreateAsync(_writes, NewId(), partition, number);
                break;
            case CosmosOperation.BatchOf5:
                await BatchAsync(partition);
                break;
            case CosmosOperation.QueryPageOf20:
                await QueryAsync(partition);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (endpoint is not null)
        {
            await endpoint.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task CreateAsync(Container container, string id, string partition, int total)
    {
        using var body = new MemoryStream(OrderDocument.Of(id, partition, total));
        using var created = await container.CreateItemStreamAsync(body, new PartitionKey(partition));
        Require(created.StatusCode, HttpStatusCode.Created);
    }

    private async Task BatchAsync(string partition)
    {
        var batch = _writes.CreateTransactionalBatch(new PartitionKey(partition));
        for (var i = 0; i < 5; i++)
        {
            batch.CreateItemStream(new MemoryStream(OrderDocument.Of(NewId(), partition, i)));
        }

        using var answer = await batch.ExecuteAsync();
        Require(answer.StatusCode, HttpStatusCode.OK);
    }

    private async Task QueryAsync(string partition)
    {
        using var query = _reads.GetItemQueryStreamIterator(Query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = 20 });
        using var page = await query.ReadNextAsync();
        Require(page.StatusCode, HttpStatusCode.OK);
    }

    private static string NewId() => OrderDocument.Id((int)Interlocked.Increment(ref _created));

    private static void Require(HttpStatusCode status, HttpStatusCode expected)
    {
        if (status != expected)
        {
            throw new InvalidOperationException($"Answered {(int)status}, not {(int)expected}.");
        }
    }
}
