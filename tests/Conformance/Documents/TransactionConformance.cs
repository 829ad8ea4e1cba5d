using System.Text.Json.Nodes;
using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What every <see cref="IDocumentStore"/> does with several writes of one partition.</summary>
public abstract class TransactionConformance(StoreHarness harness) : StoreConformance(harness)
{
    [ConformanceFact]
    public async Task All_kinds_of_writes_happen_together()
    {
        await CreateAsync("replaced", ("age", 1));
        await CreateAsync("patched", ("age", 1));
        await CreateAsync("deleted");
        await CreateAsync("checked", ("age", 9));

        var result = await TransactAsync(
            new StoreOperation.Create(Id("created"), Body(("age", 2))),
            new StoreOperation.Upsert(Id("upserted"), Body(("age", 3))),
            new StoreOperation.Replace(Id("replaced"), Body(("age", 4))),
            new StoreOperation.Patch(Id("patched"), [new UpdateAction.Increment(DocumentPath.Of("age"), 4)]) { Condition = Is("age", 1) },
            new StoreOperation.Delete(Id("deleted")),
            new StoreOperation.Check(Id("checked"), Is("age", 9)));

        Assert.Equal(6, result.ETags.Length);
        Assert.Equal("", result.ETags[4]);
        Assert.Equal([2, 3, 4, 5, 9], await Task.WhenAll(((string[])["created", "upserted", "replaced", "patched", "checked"]).Select(AgeAsync)));
        Assert.Null(await FindAsync("deleted"));
        Assert.Equal(result.ETags[0], (await FindAsync("created"))?.ETag);
        Assert.Equal(result.ETags[3], (await FindAsync("patched"))?.ETag);
    }

    [ConformanceFact]
    public async Task Writes_are_done_in_order_and_see_those_before()
    {
        await TransactAsync(
            new StoreOperation.Create(Id("tom"), Body(("age", 1))),
            new StoreOperation.Patch(Id("tom"), [Set("age", 2)]) { Condition = Is("age", 1) },
            new StoreOperation.Check(Id("tom"), Is("age", 2)));

        Assert.Equal(2, await AgeAsync("tom"));
    }

    [ConformanceFact]
    public async Task A_failed_condition_undoes_everything_and_says_which()
    {
        await CreateAsync("tom", ("age", 1));

        var failure = await FailAsync(
            new StoreOperation.Create(Id("kit"), Body()),
            new StoreOperation.Replace(Id("tom"), Body(("age", 2))),
            new StoreOperation.Patch(Id("tom"), [Set("age", 3)]) { Condition = Is("age", 99) },
            new StoreOperation.Create(Id("never"), Body()));

        Assert.Equal((2, Id("tom")), (failure.Index, failure.Id));
        Assert.IsType<ConditionFailedException>(failure.Reason);
        Assert.False(failure.IsTransient);
        Assert.Equal(1, await AgeAsync("tom"));
        Assert.Null(await FindAsync("kit"));
        Assert.Null(await FindAsync("never"));
    }

    [ConformanceFact]
    public async Task Creating_what_exists_undoes_everything()
    {
        await CreateAsync("tom", ("age", 1));

        var failure = await FailAsync(new StoreOperation.Upsert(Id("kit"), Body()), new StoreOperation.Create(Id("tom"), Body()));

        Assert.Equal(1, failure.Index);
        Assert.IsType<DocumentExistsException>(failure.Reason);
        Assert.Null(await FindAsync("kit"));
    }

    [ConformanceFact]
    public async Task The_same_create_twice_is_refused_at_the_second() =>
        Assert.Equal(1, (await FailAsync(new StoreOperation.Create(Id("tom"), Body()), new StoreOperation.Create(Id("tom"), Body()))).Index);

    [ConformanceFact]
    public async Task What_is_missing_is_refused_by_every_write_that_needs_it()
    {
        foreach (var operation in (StoreOperation[])[
            new StoreOperation.Replace(Id("none"), Body()),
            new StoreOperation.Patch(Id("none"), [Set("age", 1)]),
            new StoreOperation.Patch(Id("none"), [Set("age", 1)]) { Condition = Is("age", 1) },
            new StoreOperation.Delete(Id("none")),
            new StoreOperation.Check(Id("none"), Is("age", 1))])
        {
            var failure = await FailAsync(new StoreOperation.Upsert(Id("kit"), Body()), operation);

            Assert.Equal((1, Id("none")), (failure.Index, failure.Id));
            Assert.IsType<DocumentNotFoundException>(failure.Reason);
        }

        Assert.Null(await FindAsync("kit"));
    }

    [ConformanceFact]
    public async Task A_stale_version_is_told_from_a_failed_condition()
    {
        var stale = (await CreateAsync("tom", ("age", 1))).ETag;
        await WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("age", 2))));
        var current = (await FindAsync("tom"))!.ETag;

        Assert.IsType<ETagMismatchException>((await FailAsync(new StoreOperation.Replace(Id("tom"), Body()) { IfMatch = stale })).Reason);
        Assert.IsType<ETagMismatchException>((await FailAsync(new StoreOperation.Delete(Id("tom")) { IfMatch = stale })).Reason);
        Assert.IsType<ETagMismatchException>(
            (await FailAsync(new StoreOperation.Patch(Id("tom"), [Set("age", 3)]) { IfMatch = stale, Condition = Is("age", 2) })).Reason);
        Assert.IsType<ConditionFailedException>(
            (await FailAsync(new StoreOperation.Patch(Id("tom"), [Set("age", 3)]) { IfMatch = current, Condition = Is("age", 1) })).Reason);
        Assert.Equal(2, await AgeAsync("tom"));
    }

    [ConformanceFact]
    public async Task An_update_that_does_not_fit_undoes_everything()
    {
        await CreateAsync("tom", ("name", "Tom"));

        var failure = await FailAsync(
            new StoreOperation.Create(Id("kit"), Body()),
            new StoreOperation.Patch(Id("tom"), [new UpdateAction.Increment(DocumentPath.Of("name"), 1)]));

        Assert.Equal(1, failure.Index);
        Assert.IsType<StoreRequestException>(failure.Reason);
        Assert.Null(await FindAsync("kit"));
    }

    [ConformanceFact]
    public async Task A_check_leaves_the_content_as_it_is()
    {
        await CreateAsync("tom", ("age", 1), ("tags", new JsonArray("a")));
        var before = (await ContentAsync("tom")).ToJsonString();

        await TransactAsync(new StoreOperation.Check(Id("tom"), new Condition.Exists(DocumentPath.Of("age"))), new StoreOperation.Upsert(Id("kit"), Body()));

        Assert.Equal(before, (await ContentAsync("tom")).ToJsonString());
    }

    [ConformanceFact]
    public async Task A_failed_check_undoes_everything()
    {
        await CreateAsync("tom", ("age", 1));

        var failure = await FailAsync(new StoreOperation.Upsert(Id("kit"), Body()), new StoreOperation.Check(Id("tom"), Is("age", 2)));

        Assert.Equal(1, failure.Index);
        Assert.IsType<ConditionFailedException>(failure.Reason);
        Assert.Null(await FindAsync("kit"));
    }

    [ConformanceFact]
    public async Task A_hundred_writes_fit_and_one_more_does_not()
    {
        var operations = Enumerable.Range(0, StoreLimits.OperationsPerTransaction + 1).Select(number => new StoreOperation.Upsert(Id($"{number}"), Body())).ToArray();

        await Assert.ThrowsAsync<DocumentTooLargeException>(() => TransactAsync([.. operations]));
        Assert.Empty(await QueryAsync(Query()));
        await TransactAsync([.. operations[1..]]);

        Assert.Equal(StoreLimits.OperationsPerTransaction, (await QueryAsync(Query())).Count);
    }

    [ConformanceFact]
    public async Task Other_partitions_are_not_touched()
    {
        var other = Harness.NewPartition();
        await WriteAsync(new StoreOperation.Create(Id("tom"), Body(("age", 1))), other);

        await TransactAsync(new StoreOperation.Create(Id("tom"), Body(("age", 2))));

        Assert.Equal(1, (int?)(await ContentAsync("tom", other))["age"]);
    }

    private Task<TransactionFailedException> FailAsync(params StoreOperation[] operations) =>
        Assert.ThrowsAsync<TransactionFailedException>(() => TransactAsync([.. operations]));

    private async Task<int?> AgeAsync(string key) => (int?)(await ContentAsync(key))["age"];
}
