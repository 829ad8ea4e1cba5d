using System.Text.Json.Nodes;
using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Containers with unique keys, with hierarchical partitions, and with a partition path of their own.</summary>
public abstract class LayoutConformance(StoreHarness harness) : StoreConformance(harness)
{
    private StorePartition Unique => new(StoreHarness.UniqueContainer, Partition.Key);

    private StorePartition Own => new(StoreHarness.OwnPathContainer, Partition.Key);

    [ConformanceFact]
    public async Task A_value_of_a_unique_key_is_taken_once_in_a_partition()
    {
        await WriteAsync(Create("tom", ("email", "a@b")), Unique);

        var refused = await Assert.ThrowsAsync<UniqueKeyException>(() => WriteAsync(Create("tim", ("email", "a@b")), Unique));

        Assert.Equal("email", refused.Key);
        Assert.Null(await FindAsync("tim", Unique));
    }

    [ConformanceFact]
    public async Task The_refusal_names_the_one_key_of_several_whose_value_is_taken()
    {
        await WriteAsync(Create("tom", ("email", "a@b"), ("chip", "1")), Unique);
        await WriteAsync(Create("kit", ("email", "k@b"), ("chip", "2")), Unique);

        Assert.Equal("chip", (await Assert.ThrowsAsync<UniqueKeyException>(() => WriteAsync(Create("tim", ("email", "t@b"), ("chip", "2")), Unique))).Key);
        Assert.Equal("email", (await Assert.ThrowsAsync<UniqueKeyException>(() => WriteAsync(Replace("kit", ("email", "a@b"), ("chip", "2")), Unique))).Key);
    }

    [ConformanceFact]
    public async Task A_taken_id_is_told_from_a_taken_value()
    {
        await WriteAsync(Create("tom", ("email", "a@b")), Unique);

        await Assert.ThrowsAsync<DocumentExistsException>(() => WriteAsync(Create("tom", ("email", "a@b")), Unique));
    }

    [ConformanceFact]
    public async Task A_document_keeps_its_own_value_and_can_give_it_up()
    {
        await WriteAsync(Create("tom", ("email", "a@b")), Unique);
        await WriteAsync(Replace("tom", ("email", "a@b")), Unique);
        await WriteAsync(Replace("tom", ("email", "c@d")), Unique);

        await WriteAsync(Create("tim", ("email", "a@b")), Unique);
    }

    [ConformanceFact]
    public async Task Many_documents_without_a_value_share_a_partition_with_framework_records()
    {
        await WriteAsync(Create("tom"), Unique);
        await WriteAsync(Create("tim"), Unique);
        await WriteAsync(new StoreOperation.Create("_outbox|1", new JsonObject { [EnvelopeNames.Model] = "_outbox" }), Unique);
        await WriteAsync(new StoreOperation.Create("_outbox|2", new JsonObject { [EnvelopeNames.Model] = "_outbox" }), Unique);
    }

    [ConformanceFact]
    public async Task A_unique_key_ends_at_the_partition()
    {
        await WriteAsync(Create("tom", ("email", "a@b")), Unique);

        await WriteAsync(Create("tom", ("email", "a@b")), Unique with { Key = Harness.NewPartition().Key });
    }

    [ConformanceFact]
    public async Task A_taken_value_refuses_a_whole_transaction_and_is_named()
    {
        await WriteAsync(Create("tom", ("email", "a@b")), Unique);

        var refused = await Assert.ThrowsAsync<TransactionFailedException>(() =>
            Store.TransactAsync(new StoreTransaction(Unique, [Create("kit", ("email", "k@b")), Create("tim", ("email", "a@b"))]), Stop));

        Assert.Equal(1, refused.Index);
        Assert.Equal("email", Assert.IsType<UniqueKeyException>(refused.Reason).Key);
        Assert.Null(await FindAsync("kit", Unique));
    }

    [ConformanceFact]
    public async Task A_hierarchical_partition_is_written_read_and_asked_whole_or_by_its_first_levels()
    {
        var tenant = Partition.Key[0];
        var (first, second, other) = (Level(tenant, "a", "1"), Level(tenant, "a", "2"), Level(tenant, "b", "1"));
        await WriteAsync(Create("tom"), first);
        await WriteAsync(Create("tim"), second);
        await WriteAsync(Create("kit"), other);

        Assert.NotNull(await FindAsync("tom", first));
        Assert.Null(await FindAsync("tom", second));
        Assert.Equal(["tom"], await KeysAsync(first.Key));
        Assert.Equal(["tim", "tom"], await KeysAsync(new PartitionKey(tenant, "a")));
        Assert.Equal(["kit", "tim", "tom"], await KeysAsync(new PartitionKey(tenant)));
    }

    [ConformanceFact]
    public async Task A_transaction_is_of_one_whole_hierarchical_partition()
    {
        var whole = Level(Partition.Key[0], "a", "1");
        await Store.TransactAsync(new StoreTransaction(whole, [Create("tom"), Create("tim")]), Stop);

        Assert.Equal(["tim", "tom"], await KeysAsync(whole.Key));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(Create("kit"), new StorePartition(StoreHarness.LevelsContainer, new PartitionKey(Partition.Key[0], "a"))));
    }

    [ConformanceFact]
    public async Task A_container_keeps_the_partition_path_it_was_made_with()
    {
        await WriteAsync(new StoreOperation.Create(Id("tom"), Body(("tenantId", Own.Key[0]), ("age", 3))), Own);
        await WriteAsync(new StoreOperation.Create(Id("tim"), Body(("age", 4))), Own);

        Assert.Equal(3, (int?)(await ContentAsync("tom", Own))["age"]);
        Assert.Equal(Own.Key[0], (string?)(await ContentAsync("tim", Own))["tenantId"]);
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Create(Id("kit"), Body(("tenantId", "elsewhere"))), Own));
    }

    private static StorePartition Level(params ReadOnlySpan<string> levels) => new(StoreHarness.LevelsContainer, new PartitionKey(levels));

    private static StoreOperation.Create Create(string key, params ReadOnlySpan<(string Name, string Value)> unique) => new(Id(key), WithUnique(unique));

    private static StoreOperation.Replace Replace(string key, params ReadOnlySpan<(string Name, string Value)> unique) => new(Id(key), WithUnique(unique));

    private static JsonObject WithUnique(ReadOnlySpan<(string Name, string Value)> unique)
    {
        var values = new JsonObject();
        foreach (var (name, value) in unique)
        {
            values[name] = $"[\"{value}\"]";
        }

        return Body((EnvelopeNames.Unique, new JsonObject { ["cat"] = values }));
    }

    private async Task<List<string>> KeysAsync(PartitionKey partition)
    {
        var found = await QueryAsync(new StoreQuery(StoreHarness.LevelsContainer, partition) { PageSize = 2 });
        return [.. Keys(found).Order(StringComparer.Ordinal)];
    }
}
