using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

public sealed class UniqueKeyTests
{
    private static readonly Schema<Cat> Model = Schema.Define<Cat>("cat", cat =>
    {
        cat.Partition(c => c.ShelterId);
        cat.Key(c => c.Id);
        cat.Unique("name", c => c.Name);
        cat.Unique("address", c => c.Home!.Street, c => c.Home!.Floor);
    });

    private readonly Shelter _shelter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_of_unique_keys_are_written_beside_the_document()
    {
        var cats = _shelter.Documents.For(Model);

        await cats.CreateAsync(Cats.Tom with { Home = new Home("Main", Floor: 2) }, Token);
        await cats.CreateAsync(Cats.Tom with { Id = "tim", Name = null }, Token);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"cat":{"name":"[\u0022Tom\u0022]","address":"[\u0022Main\u0022,2]"}}"""), _shelter.Store.Body("oslo", "cat|tom")[EnvelopeNames.Unique]));
        Assert.Equal("""{"cat":{}}""", _shelter.Store.Body("oslo", "cat|tim")[EnvelopeNames.Unique]!.ToJsonString());
        Assert.Equal("Tom", (await cats.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value.Name);
    }

    [Fact]
    public async Task An_update_of_a_unique_attribute_reads_first_and_moves_the_value()
    {
        var cats = _shelter.Documents.For(Model);
        await cats.CreateAsync(Cats.Tom, Token);

        await cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Name, "Tim"), cancellationToken: Token);

        Assert.IsType<StoreOperation.Replace>(_shelter.Store.Requests[^1]);
        Assert.Equal("[\"Tim\"]", (string?)_shelter.Store.Body("oslo", "cat|tom")[EnvelopeNames.Unique]!["cat"]!["name"]);
    }

    [Fact]
    public async Task A_taken_value_is_refused_in_the_models_words()
    {
        _shelter.Store.Faults.Enqueue(new UniqueKeyException("taken", "name"));

        var refused = await Assert.ThrowsAsync<UniqueKeyException>(() => _shelter.Documents.For(Model).CreateAsync(Cats.Tom, Token));

        Assert.Equal("name", refused.Key);
        Assert.Equal("Another 'cat' of partition 'oslo' has the same 'name' as 'oslo/tom', which must be unique.", refused.Message);
    }

    [Fact]
    public void Models_that_do_not_fit_one_container_are_refused_together()
    {
        var levels = Schema.Define<Cat>("levels", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Partition(c => c.Name);
            cat.Key(c => c.Id);
        });

        var refused = Assert.Throws<SchemaException>(() => new SchemaCatalog([Model, levels]).Validate());

        Assert.Equal(["levels"], refused.Faults.Select(fault => fault.Model));
        var own = new ContainerLayouts([Schema.Define<Cat>("own", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Container("legacy", "/tenantId");
        })]);
        Assert.Empty(own.Faults);
        Assert.Equal(["/tenantId"], own.Of("legacy").PartitionPaths);
        Assert.Equal(["/_pk"], own.Of(StorePartition.DefaultContainer).PartitionPaths);
    }
}
