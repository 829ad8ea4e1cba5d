using System.Globalization;
using System.Text;
using Microsoft.Azure.Cosmos;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>A container of a number of documents, read at random.</summary>
internal sealed class SizedTarget(Emulator emulator, CosmosClient client, string container, int count) : ICosmosTarget
{
    private const string Database = "bench";
    private readonly Container _container = client.GetContainer(Database, container);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{count:N0} documents");

    public string Durability => "WAL, NORMAL";

    public TimeSpan ServerCpu => TimeSpan.Zero;

    public bool Supports(CosmosOperation operation) => operation == CosmosOperation.PointRead;

    /// <summary>Loads the documents as a JSON client would, a partition in a batch.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Database database = await client.CreateDatabaseIfNotExistsAsync(Database, cancellationToken: cancellationToken);
        await database.CreateContainerAsync(container, "/pk", cancellationToken: cancellationToken);
        using var http = new HttpMessageInvoker(emulator.CreateHandler());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count / OrderDocument.PerPartition),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (partition, token) => await LoadAsync(http, partition * OrderDocument.PerPartition, token));
    }

    public async ValueTask RunAsync(CosmosOperation operation, Random random)
    {
        var number = random.Next(count);
        using var read = await _container.ReadItemStreamAsync(OrderDocument.Id(number), new PartitionKey(OrderDocument.Partition(number)));
        read.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task LoadAsync(HttpMessageInvoker http, int first, CancellationToken cancellationToken)
    {
        var partition = OrderDocument.Partition(first);
        var operations = Enumerable.Range(first, OrderDocument.PerPartition)
            .Select(number => $$"""{"operationType":"Create","resourceBody":{{Encoding.UTF8.GetString(OrderDocument.Of(OrderDocument.Id(number), partition, number))}}}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Emulator.Endpoint, $"dbs/{Database}/colls/{container}/docs"))
        {
            Content = new StringContent($"[{string.Join(',', operations)}]"),
        };
        request.Headers.TryAddWithoutValidation("x-ms-documentdb-partitionkey", $"[\"{partition}\"]");
        request.Headers.TryAddWithoutValidation("x-ms-cosmos-is-batch-request", "True");
        request.Headers.TryAddWithoutValidation("x-ms-cosmos-batch-atomic", "True");
        request.Headers.TryAddWithoutValidation("Prefer", "return=minimal");
        using var response = await http.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode != 200)
        {
            throw new InvalidOperationException($"Loading was answered {(int)response.StatusCode}.");
        }
    }
}
