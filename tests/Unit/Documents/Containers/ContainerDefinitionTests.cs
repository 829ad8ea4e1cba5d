using Virga.Documents;

namespace Unit.Documents;

public sealed class ContainerDefinitionTests
{
    private static readonly ContainerDefinition Wanted = new("documents")
    {
        PartitionPaths = ["/_pk"],
        UniqueKeys = [["/_u/cat/chip"]],
        ExcludedPaths = ["/notes/*", "/body/*"],
        CompositeIndexes = [[new("/age", false), new("/name", true)]],
    };

    [Fact]
    public void A_container_as_wanted_has_no_difference_whatever_the_order_of_its_paths() =>
        Assert.Empty(ContainerComparison.Compare(Wanted, Wanted with { ExcludedPaths = ["/body/*", "/notes/*"] }));

    [Fact]
    public void Every_difference_is_told_by_its_field_with_whether_it_can_change()
    {
        var actual = new ContainerDefinition("documents") { PartitionPaths = ["/tenant"], DefaultTimeToLive = 60, IsIndexed = false };

        var differences = ContainerComparison.Compare(Wanted, actual);

        Assert.Equal(
            [
                "documents.partitionKey is /tenant, and the models want /_pk",
                "documents.uniqueKeyPolicy is none, and the models want (/_u/cat/chip)",
                "documents.defaultTtl is 60 s, and the models want on, each document says itself",
                "documents.indexingPolicy/includedPaths is nothing, and the models want /*",
                "documents.indexingPolicy/excludedPaths is none, and the models want /body/*, /notes/*",
                "documents.indexingPolicy/compositeIndexes is none, and the models want (/age, /name descending)",
            ],
            differences.Select(difference => difference.ToString()));
        Assert.Equal([false, false, true, true, true, true], differences.Select(difference => difference.CanChange));
    }

    [Fact]
    public void A_missing_container_is_one_difference() =>
        Assert.Equal("container", Assert.Single(ContainerComparison.Compare(Wanted, null)).Field);

    [Fact]
    public void Models_in_one_container_bring_their_indexes_together()
    {
        var one = Define("one");
        var other = Define("other");

        var definition = ContainerDefinition.Of(new SchemaCatalog([one, other])).Single(container => container.Name == "pets");

        Assert.Equal(["/home/*"], definition.ExcludedPaths);
        Assert.Equal([new CompositePath("/age", false), new CompositePath("/name", true)], Assert.Single(definition.CompositeIndexes));
        Assert.Equal("""[{"name":"pets","partitionKeyPaths":["/_pk"],"uniqueKeyPaths":[],"excludedPaths":["/home/*"],"compositeIndexes":[[{"path":"/age","order":"ascending"},{"path":"/name","order":"descending"}]]}]""",
            ContainerDefinition.ToJson([definition]).ToJsonString());

        static Schema<Cat> Define(string name) => Schema.Define<Cat>(name, cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Container("pets");
            cat.Index(c => c.Age, (c => c.Name, true));
            cat.Unindexed(c => c.Home);
        });
    }
}
