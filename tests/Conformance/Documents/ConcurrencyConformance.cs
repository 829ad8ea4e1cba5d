using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What every <see cref="IDocumentStore"/> keeps true when several write at once.</summary>
public abstract class ConcurrencyConformance(StoreHarness harness) : StoreConformance(harness)
{
    private const int Writers = 8;

    [ConformanceFact]
    public async Task One_of_many_creates_wins()
    {
        var results = await AtOnceAsync(writer => CreateAsync("tom", ("writer", writer)));

        Assert.Equal(1, results.Count(failure => failure is null));
        Assert.All(results.Where(failure => failure is not null), failure => Assert.IsType<DocumentExistsException>(failure));
    }

    [ConformanceFact]
    public async Task One_of_many_writes_on_the_same_version_wins()
    {
        var etag = (await CreateAsync("tom")).ETag;

        var results = await AtOnceAsync(writer => WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("writer", writer))) { IfMatch = etag }));

        Assert.Equal(1, results.Count(failure => failure is null));
        Assert.All(results.Where(failure => failure is not null), failure => Assert.IsType<ETagMismatchException>(failure));
        Assert.Equal(results.IndexOf(null), (int?)(await ContentAsync("tom"))["writer"]);
    }

    [ConformanceFact]
    public async Task No_write_is_lost_when_each_reads_and_writes_with_the_version()
    {
        await CreateAsync("tom", ("age", 0));

        var results = await AtOnceAsync(async _ =>
        {
            while (true)
            {
                var found = (await FindAsync("tom"))!;
                var age = (int)StoreHarness.Content(found)["age"]!;
                try
                {
                    await WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("age", age + 1))) { IfMatch = found.ETag });
                    return;
                }
                catch (ETagMismatchException)
                {
                    // Someone was faster: read again.
                }
            }
        });

        Assert.All(results, Assert.Null);
        Assert.Equal(Writers, (int?)(await ContentAsync("tom"))["age"]);
    }

    [ConformanceFact]
    public async Task Every_increment_counts()
    {
        await CreateAsync("tom");

        var results = await AtOnceAsync(_ => WriteAsync(new StoreOperation.Patch(Id("tom"), [new UpdateAction.Increment(DocumentPath.Of("age"), 1)])));

        Assert.All(results, Assert.Null);
        Assert.Equal(Writers, (int?)(await ContentAsync("tom"))["age"]);
    }

    [ConformanceFact]
    public async Task One_of_many_conditional_updates_wins()
    {
        await CreateAsync("tom", ("adopter", null));

        var results = await AtOnceAsync(writer => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("adopter", writer)]) { Condition = Is("adopter", null) }));

        Assert.Equal(1, results.Count(failure => failure is null));
        Assert.All(results.Where(failure => failure is not null), failure => Assert.IsType<ConditionFailedException>(failure));
    }

    [ConformanceFact]
    public async Task Transactions_that_move_between_documents_lose_nothing()
    {
        await CreateAsync("from", ("n", 5));
        await CreateAsync("to", ("n", 0));

        var results = await AtOnceAsync(_ => TransactAsync(
            new StoreOperation.Patch(Id("from"), [new UpdateAction.Increment(DocumentPath.Of("n"), -1)]) { Condition = Compare("n", ComparisonOperator.GreaterThan, 0) },
            new StoreOperation.Patch(Id("to"), [new UpdateAction.Increment(DocumentPath.Of("n"), 1)])));

        Assert.Equal(5, results.Count(failure => failure is null));
        Assert.All(results.OfType<TransactionFailedException>(), failure => Assert.IsType<ConditionFailedException>(failure.Reason));
        Assert.Equal((0, 5), ((int?)(await ContentAsync("from"))["n"], (int?)(await ContentAsync("to"))["n"]));
    }

    private static async Task<List<Exception?>> AtOnceAsync(Func<int, Task> write)
    {
        using var gate = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                await gate.WaitAsync(Stop);
                return await Record.ExceptionAsync(() => write(writer));
            },
            Stop)).ToList();
        gate.Release(Writers);
        return [.. await Task.WhenAll(writers)];
    }
}
