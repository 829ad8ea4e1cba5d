using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Reads of several documents: in the order asked for, whatever partitions they are in, and as of one moment.</summary>
public abstract class ManyConformance(StoreHarness harness) : StoreConformance(harness)
{
    [ConformanceFact]
    public async Task Many_documents_come_in_the_order_asked_for_and_gaps_stay_gaps()
    {
        var other = Harness.NewPartition();
        await CreateAsync("tom", ("age", 1));
        await CreateAsync("tim", ("age", 2));
        await WriteAsync(new StoreOperation.Create(Id("tom"), Body(("age", 3))), other);
        StoreKey[] keys = [new(other.Key, Id("tom")), new(Partition.Key, Id("tim")), new(Partition.Key, Id("nobody")), new(Partition.Key, Id("tom")), new(other.Key, Id("tim"))];

        var many = await Store.ReadManyAsync(Partition.Container, keys, cancellationToken: Stop);

        Assert.Equal([3, 2, null, 1, null], many.Documents.Select(document => document is null ? null : (int?)StoreHarness.Content(document)["age"]));
        Assert.Equal([Id("tom"), Id("tim"), null, Id("tom"), null], many.Documents.Select(document => document?.Id));
        Assert.True(many.RequestCharge > 0);
    }

    [ConformanceFact]
    public async Task Many_documents_carry_the_versions_that_writes_take()
    {
        var created = await CreateAsync("tom", ("age", 1));

        var many = await Store.ReadManyAsync(Partition.Container, [new(Partition.Key, Id("tom")), new(Partition.Key, Id("no"))], cancellationToken: Stop);

        Assert.Equal(created.ETag, many.Documents[0]!.ETag);
    }

    [ConformanceFact]
    public async Task Hundreds_are_read_at_once()
    {
        var keys = Enumerable.Range(0, 250).Select(number => new StoreKey(Partition.Key, Id($"c{number}"))).ToList();
        foreach (var chunk in keys.Where((_, index) => index % 2 == 0).Chunk(100))
        {
            await Store.TransactAsync(new StoreTransaction(Partition, [.. chunk.Select(key => new StoreOperation.Create(key.Id, Body()))]), Stop);
        }

        var many = await Store.ReadManyAsync(Partition.Container, keys, cancellationToken: Stop);

        Assert.All(many.Documents.Index(), found => Assert.Equal(found.Index % 2 == 0 ? keys[found.Index].Id : null, found.Item?.Id));
    }

    [ConformanceFact]
    public async Task Documents_read_together_are_of_one_moment_and_the_missing_are_told()
    {
        await CreateAsync("tom", ("age", 1));
        var tim = await CreateAsync("tim", ("age", 2));

        var read = await Store.ReadTogetherAsync(Partition, [Id("nobody"), Id("tim"), Id("none"), Id("tom")], Stop);

        Assert.Equal([null, Id("tim"), null, Id("tom")], read.Documents.Select(document => document?.Id));
        Assert.Equal(tim.ETag, read.Documents[1]!.ETag);
        Assert.Equal(2, (int?)StoreHarness.Content(read.Documents[1]!)["age"]);
    }

    [ConformanceFact]
    public async Task Reading_together_what_is_not_there_gives_nothing() =>
        Assert.All((await Store.ReadTogetherAsync(Partition, [Id("a"), Id("b")], Stop)).Documents, Assert.Null);

    [ConformanceFact]
    public async Task A_refused_condition_brings_the_document_when_asked()
    {
        await CreateAsync("tom", ("mood", "calm"));
        var patch = new StoreOperation.Patch(Id("tom"), [Set("age", 2)]) { Condition = Is("mood", "wild") };

        var plain = await Assert.ThrowsAsync<ConditionFailedException>(() => WriteAsync(patch));
        var asked = await Assert.ThrowsAsync<ConditionFailedException>(() => Store.WriteAsync(Partition, patch, new StoreWriteOptions { ReturnCurrent = true }, Stop));
        var stale = await Assert.ThrowsAsync<ETagMismatchException>(() =>
            Store.WriteAsync(Partition, new StoreOperation.Delete(Id("tom")) { IfMatch = "stale" }, new StoreWriteOptions { ReturnCurrent = true }, Stop));

        Assert.Null(plain.Current);
        Assert.Equal("calm", (string?)StoreHarness.Content(asked.Current!)["mood"]);
        Assert.Equal("calm", (string?)StoreHarness.Content(stale.Current!)["mood"]);
    }
}
