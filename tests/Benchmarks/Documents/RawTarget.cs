using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Benchmarks;

/// <summary>The SDK's stream calls and a source-generated parse: what a careful programmer writes without a framework.</summary>
internal sealed class RawTarget(Container container) : IDocumentsTarget
{
    private static readonly QueryDefinition OfModel = new QueryDefinition("SELECT * FROM c WHERE c._model = @model").WithParameter("@model", "cat");

    private int _created = BenchCat.Count;

    public string Name => "SDK streams, source-generated parse";

    public bool Supports(DocumentsOperation operation) => true;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        for (var number = 0; number < BenchCat.Count; number++)
        {
            await CreateAsync(number);
        }
    }

    public Task<LoadResult> LoadAsync(DocumentsOperation operation, int workers, TimeSpan duration, CancellationToken cancellationToken) =>
        BusyLoop.RunAsync(random => RunAsync(operation, random.Next(BenchCat.Count)), () => TimeSpan.Zero, workers, duration, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask RunAsync(DocumentsOperation operation, int number)
    {
        var partition = new PartitionKey(BenchCat.PartitionOf(number));
        switch (operation)
        {
            case DocumentsOperation.Get:
                using (var read = await container.ReadItemStreamAsync(BenchCat.KeyOf(number), partition))
                {
                    Parse(read);
                }

                break;
            case DocumentsOperation.Create:
                await CreateAsync(Interlocked.Increment(ref _created));
                break;
            case DocumentsOperation.Update:
                PatchOperation[] changes = [PatchOperation.Set("/mood", "wild"), PatchOperation.Set("/age", 7), PatchOperation.Set("/updatedAt", DateTimeOffset.UnixEpoch.AddTicks(number))];
                using (var patched = await container.PatchItemStreamAsync(BenchCat.KeyOf(number), partition, changes, new PatchItemRequestOptions { EnableContentResponseOnWrite = true }))
                {
                    Parse(patched);
                }

                break;
            default:
                await QueryAsync(partition);
                break;
        }
    }

    private async Task CreateAsync(int number)
    {
        var cat = BenchCat.Number(number);
        var now = TimeProvider.System.GetUtcNow();
        var raw = new RawCat(cat.Id, cat.ShelterId, "cat", cat.ShelterId, cat.Name, cat.Age, cat.Mood, cat.Weight, cat.Adopted, cat.Notes, cat.Home, cat.Born, now, now);
        using var body = new MemoryStream(512);
        JsonSerializer.Serialize(body, raw, RawJson.Default.RawCat);
        body.Position = 0;
        using var created = await container.CreateItemStreamAsync(body, new PartitionKey(cat.ShelterId), new ItemRequestOptions { EnableContentResponseOnWrite = false });
        created.EnsureSuccessStatusCode();
    }

    private async Task QueryAsync(PartitionKey partition)
    {
        using var pages = container.GetItemQueryStreamIterator(
            OfModel, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = BenchCat.PerPartition, EnableOptimisticDirectExecution = true });
        using var answer = await pages.ReadNextAsync();
        answer.EnsureSuccessStatusCode();
        var page = JsonSerializer.Deserialize(answer.Content, RawJson.Default.RawPage)!;
        if (page.Documents.Count != BenchCat.PerPartition)
        {
            throw new InvalidOperationException($"{page.Documents.Count} found.");
        }
    }

    private static void Parse(ResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        _ = JsonSerializer.Deserialize(answer.Content, RawJson.Default.RawCat) ?? throw new InvalidOperationException("Empty.");
    }
}
