using Virga.Documents;

namespace Unit.Documents;

public sealed class UnionQueryTests
{
    private static readonly Schema<Dog> Dogs = Schema.Define<Dog>("dog", dog =>
    {
        dog.Partition(d => d.Kennel);
        dog.Key(d => d.Id);
    });

    private static readonly Schema<Dog> Elsewhere = Schema.Define<Dog>("wolf", dog =>
    {
        dog.Partition(d => d.Kennel);
        dog.Key(d => d.Id);
        dog.Container("forest");
    });

    private readonly Shelter _shelter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_several_models_come_as_their_own_types()
    {
        await FillAsync();

        var page = await _shelter.Documents.Query("oslo", Cats.Model, Dogs).PageAsync(Token);

        Assert.Equal(["Tom", "Rex", "Zoe"], page.Items.Select(item => item.Value is Cat cat ? cat.Name : ((Dog)item.Value).Name));
        Assert.All(page.Items, item => Assert.NotEmpty(item.ETag));
        Assert.Equal(Cats.Key("tom"), page.Items[0].Key);
    }

    [Fact]
    public async Task A_condition_may_be_about_one_model_or_all()
    {
        await FillAsync();
        var query = _shelter.Documents.Query("oslo", Cats.Model, Dogs);

        Assert.Equal(["tom", "zoe"], (await query.Where(Dogs, d => d.Name == "Zoe").PageAsync(Token)).Items.Select(item => item.Key.Id));
        Assert.Equal(["rex"], (await query.Where(Condition.On("name").Equal("Rex")).PageAsync(Token)).Items.Select(item => item.Key.Id));
        Assert.Throws<ArgumentException>(() => _shelter.Documents.Query("oslo", Cats.Model).Where(Dogs, d => d.Name == "x"));
    }

    [Fact]
    public async Task Pages_follow_each_other_and_cursors_belong_to_the_query()
    {
        await FillAsync();
        var query = _shelter.Documents.Query("oslo", Cats.Model, Dogs).Take(2);

        var first = await query.PageAsync(Token);
        var second = await query.After(first.Next).PageAsync(Token);
        var all = await query.AsAsyncEnumerable(Token).CountAsync(Token);

        Assert.Equal((2, 1, 3), (first.Items.Count, second.Items.Count, all));
        await Assert.ThrowsAsync<CursorException>(() => _shelter.Documents.Query("oslo", Cats.Model).After(first.Next).PageAsync(Token));
        await Assert.ThrowsAsync<CursorException>(() => query.BoundTo("ann").After(first.Next).PageAsync(Token));
    }

    [Fact]
    public void Models_of_different_containers_cannot_be_asked_together()
    {
        Assert.Contains("forest", Assert.Throws<ArgumentException>(() => _shelter.Documents.Query("oslo", Cats.Model, Elsewhere)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _shelter.Documents.Query("oslo"));
    }

    [Fact]
    public async Task Each_model_of_a_container_updates_by_its_own_rules()
    {
        await FillAsync();
        var dogs = _shelter.Documents.For(Dogs);

        var rex = await dogs.UpdateAsync(new("oslo", "rex"), Update.Of<Dog>().Set(d => d.Name, "  Rexona  "), null, Token);
        var tom = await _shelter.Cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Name, "  Tommy  "), null, Token);

        Assert.Equal(("  Rexona  ", "Tommy"), (rex.Value.Name, tom.Value.Name));
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => dogs.UpdateAsync(new("oslo", "tom"), Update.Of<Dog>().Set(d => d.Name, "x"), null, Token));
    }

    private async Task FillAsync()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await _shelter.Documents.For(Dogs).CreateAsync(new Dog("rex", "oslo", "Rex"), Token);
        await _shelter.Documents.For(Dogs).CreateAsync(new Dog("zoe", "oslo", "Zoe"), Token);
        _shelter.Store.Put("oslo", "fish|wanda", """{"_model":"fish","_key":"wanda"}""");
    }

    private sealed record Dog(string Id, string Kennel, string Name);
}
