using Virga.Documents;

namespace Benchmarks;

/// <summary>The framework's repository over a store.</summary>
internal sealed class RepositoryTarget(string name, IRepository<BenchCat> cats) : IDocumentsTarget
{
    /// <summary>A model as people write it: a required attribute, a transform, rules, a default and timestamps.</summary>
    public static readonly Schema<BenchCat> Model = Schema.Define<BenchCat>("cat", cat =>
    {
        cat.Partition(c => c.ShelterId);
        cat.Key(c => c.Id);
        cat.Property(c => c.Name).Required().Length(1, 80).Write(value => value.Trim());
        cat.Property(c => c.Age).Range(0, 40);
        cat.Property(c => c.Mood).OneOf("calm", "playful", "wild").Default("calm");
        cat.Timestamps();
    });

    private int _created = BenchCat.Count;

    public string Name => name;

    /// <summary>What it can do; all unless said.</summary>
    public IReadOnlyList<DocumentsOperation> Operations { get; init; } = Enum.GetValues<DocumentsOperation>();

    public bool Supports(DocumentsOperation operation) => Operations.Contains(operation);

    public async Task PrepareAsync(CancellationToken cancellationToken) =>
        await cats.SaveManyAsync([.. Enumerable.Range(0, BenchCat.Count).Select(BenchCat.Number)], cancellationToken);

    public Task<LoadResult> LoadAsync(DocumentsOperation operation, int workers, TimeSpan duration, CancellationToken cancellationToken) =>
        BusyLoop.RunAsync(random => RunAsync(operation, random.Next(BenchCat.Count)), () => TimeSpan.Zero, workers, duration, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask RunAsync(DocumentsOperation operation, int number)
    {
        switch (operation)
        {
            case DocumentsOperation.Get:
                _ = await cats.GetAsync(KeyOf(number)) ?? throw new InvalidOperationException("Not found.");
                break;
            case DocumentsOperation.Create:
                await cats.CreateAsync(BenchCat.Number(Interlocked.Increment(ref _created)));
                break;
            case DocumentsOperation.Update:
                await cats.UpdateAsync(KeyOf(number), Update.Of<BenchCat>().Set(c => c.Mood, "wild").Set(c => c.Age, 7));
                break;
            default:
                var page = await cats.Query(BenchCat.PartitionOf(number)).Take(BenchCat.PerPartition).PageAsync();
                Require(page.Items.Count);
                break;
        }
    }

    private static DocumentKey KeyOf(int number) => new(BenchCat.PartitionOf(number), BenchCat.KeyOf(number));

    private static void Require(int count)
    {
        if (count != BenchCat.PerPartition)
        {
            throw new InvalidOperationException($"{count} found.");
        }
    }
}
