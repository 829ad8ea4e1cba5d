using Virga.Documents;

namespace Unit.Documents;

public sealed class IncludeTests
{
    private static readonly Schema<Owner> Owners = Schema.Define<Owner>("owner", owner =>
    {
        owner.Partition(o => o.City);
        owner.Key(o => o.Id);
    });

    private static readonly Schema<Pet> Pets = Schema.Define<Pet>("pet", pet =>
    {
        pet.Partition(p => p.City);
        pet.Key(p => p.Id);
    });

    private readonly Shelter _shelter = new();
    private readonly IRepository<Owner> _owners;
    private readonly IRepository<Pet> _pets;

    public IncludeTests()
    {
        _owners = _shelter.Documents.For(Owners);
        _pets = _shelter.Documents.For(Pets);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_level_is_one_request_across_models_and_each_document_is_read_once()
    {
        var ann = await _owners.CreateAsync(new Owner("ann", "rome", []), Token);
        var friend = await PetAsync("friend", ann);
        var pets = new[] { await PetAsync("tom", ann, friend), await PetAsync("tim", ann, friend), await PetAsync("kit", null) };
        _shelter.Store.Requests.Clear();

        var included = await _shelter.Documents.IncludeAsync(
            pets,
            pet => pet.Include(_owners, p => p.Owner).Include(_pets, p => p.Friends, then => then.Include(_owners, p => p.Owner)),
            cancellationToken: Token);

        Assert.Equal(["read-many 2"], _shelter.Store.Requests);
        Assert.Equal(1, included.Requests);
        Assert.Equal("ann", included.Find(pets[0].Value.Owner!.Value)!.Value.Id);
        Assert.Equal(["friend"], included.Find(pets[1].Value.Friends).Select(item => item.Value.Id));
        Assert.Empty(included.Missing);
    }

    [Fact]
    public async Task A_deeper_level_is_a_request_more_and_what_is_missing_is_told()
    {
        var gone = new Reference<Owner>(new DocumentKey("rome", "gone"));
        var friend = await PetAsync("friend", gone);
        var tom = await PetAsync("tom", null, friend);
        _shelter.Store.Requests.Clear();

        var included = await _shelter.Documents.IncludeAsync([tom], pet => pet.Include(_pets, p => p.Friends, then => then.Include(_owners, p => p.Owner)), cancellationToken: Token);

        Assert.Equal(["read-many 1", "read-many 1"], _shelter.Store.Requests);
        Assert.Null(included.Find(gone));
        Assert.Equal([gone.Key], included.Missing);
    }

    [Fact]
    public async Task A_circle_ends_where_it_meets_what_is_known()
    {
        var (a, b) = (new Reference<Pet>(new DocumentKey("oslo", "a")), new Reference<Pet>(new DocumentKey("oslo", "b")));
        var first = await PetAsync("a", null, b);
        await PetAsync("b", null, a);
        _shelter.Store.Requests.Clear();

        var included = await _shelter.Documents.IncludeAsync([first], pet => pet.IncludeAll(_pets, p => p.Friends, levels: 10), cancellationToken: Token);

        Assert.Equal(2, included.Requests);
        Assert.Equal("a", included.Find(a)!.Value.Id);
        Assert.Equal("b", included.Find(b)!.Value.Id);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _shelter.Documents.IncludeAsync([first], pet => pet.IncludeAll(_pets, p => p.Friends, levels: 11), cancellationToken: Token));
    }

    [Fact]
    public async Task Documents_without_references_ask_for_nothing()
    {
        var alone = await PetAsync("alone", null);
        _shelter.Store.Requests.Clear();

        Assert.Equal(0, (await _shelter.Documents.IncludeAsync([alone], pet => pet.Include(_owners, p => p.Owner), cancellationToken: Token)).Requests);
        Assert.Empty(_shelter.Store.Requests);
    }

    private async Task<Item<Pet>> PetAsync(string id, Reference<Owner>? owner, params Reference<Pet>[] friends) =>
        await _pets.CreateAsync(new Pet(id, "oslo", owner, friends), Token);

    private sealed record Owner(string Id, string City, IReadOnlyList<Reference<Pet>> Pets);

    private sealed record Pet(string Id, string City, Reference<Owner>? Owner, IReadOnlyList<Reference<Pet>> Friends);
}
