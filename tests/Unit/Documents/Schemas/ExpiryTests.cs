using Virga.Documents;

namespace Unit.Documents.Schemas;

public sealed class ExpiryTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    public sealed record Thing(string Id)
    {
        public string? Name { get; init; }
        public DateTimeOffset? EndsAt { get; init; }
        public DateTimeOffset Created { get; init; }
    }

    [Theory]
    [InlineData(ExpiryKind.SinceLastWrite, true)]
    [InlineData(ExpiryKind.SinceCreation, false)]
    public async Task An_expired_document_is_hidden_to_the_instant(ExpiryKind since, bool writesProlong)
    {
        var things = Define(model => model.Timestamps("created", null).Expires(TimeSpan.FromSeconds(10), since));
        var created = await things.CreateAsync(new Thing("1"), Token);
        _shelter.Clock.Advance(TimeSpan.FromSeconds(6));
        await things.SaveAsync(created.Value, null, Token);
        Assert.Equal(TimeSpan.FromSeconds(writesProlong ? 10 : 4), _shelter.Store.Writes.Last().TimeToLive);

        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(3999));
        Assert.NotNull(await things.GetAsync(new("1", "1"), cancellationToken: Token));
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(writesProlong, await things.GetAsync(new("1", "1"), cancellationToken: Token) is not null);
        Assert.Equal(writesProlong ? 1 : 0, (await things.Query("1").PageAsync(Token)).Items.Count);
    }

    [Fact]
    public async Task An_attribute_can_say_when_a_document_expires()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();

        await things.CreateAsync(new Thing("1") { EndsAt = now.AddMilliseconds(1500) }, Token);
        Assert.Equal(TimeSpan.FromSeconds(2), _shelter.Store.Writes.Last().TimeToLive);
        await things.CreateAsync(new Thing("2"), Token);
        Assert.Null(_shelter.Store.Writes.Last().TimeToLive);
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Null(await things.GetAsync(new("1", "1"), cancellationToken: Token));
        Assert.NotNull(await things.GetAsync(new("2", "2"), cancellationToken: Token));
    }

    [Fact]
    public async Task What_has_expired_and_is_still_stored_is_in_nobodys_way_and_does_not_count()
    {
        var things = Define(model => model.Expires(TimeSpan.FromSeconds(10)));
        foreach (var id in new[] { "1", "2", "3" })
        {
            await things.CreateAsync(new Thing(id) { Name = "old" }, Token);
        }

        await Assert.ThrowsAsync<DocumentExistsException>(() => things.CreateAsync(new Thing("1") { Name = "early" }, Token));
        _shelter.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0, await things.Query("1").CountAsync(Token));
        Assert.False(await things.Query("1").AnyAsync(Token));
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "late"), null, Token));
        await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync("1", t => t.Check(things, new("1", "1"), thing => thing.Name == "old"), Token));
        await things.CreateAsync(new Thing("1") { Name = "new" }, Token);
        var inTransaction = await _shelter.Documents.TransactAsync("2", t => t.Create(things, new Thing("2") { Name = "new" }), Token);
        var byUpdate = await things.UpdateAsync(new("3", "3"), Update.Of<Thing>().Set(t => t.Name, "new"), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal(["new", "new", "new"], new[] { (await things.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.Name, inTransaction.Item<Thing>(0).Value.Name, byUpdate.Value.Name });
        Assert.Equal(1, await things.Query("1").CountAsync(Token));
        await Assert.ThrowsAsync<DocumentExistsException>(() => things.CreateAsync(new Thing("1"), Token));
        var refused = await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync("2", t => t.Create(things, new Thing("2")), Token));
        Assert.IsType<DocumentExistsException>(refused.Reason);
    }

    [Fact]
    public async Task What_has_expired_and_is_still_stored_cannot_be_deleted_any_more()
    {
        var things = Define(model => model.Expires(TimeSpan.FromSeconds(10)));
        await things.CreateAsync(new Thing("1"), Token);
        await things.CreateAsync(new Thing("2"), Token);

        Assert.True(await things.DeleteAsync(new("1", "1"), cancellationToken: Token));
        Assert.False(await things.DeleteAsync(new("1", "1"), cancellationToken: Token));
        _shelter.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.False(await things.DeleteAsync(new("2", "2"), cancellationToken: Token));
    }

    [Fact]
    public async Task An_update_of_the_attribute_that_says_when_moves_the_expiry()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();
        await things.CreateAsync(new Thing("1") { EndsAt = now.AddSeconds(5) }, Token);

        await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.EndsAt, now.AddSeconds(60)), null, Token);

        Assert.Equal(TimeSpan.FromSeconds(60), _shelter.Store.Writes.Last().TimeToLive);
        _shelter.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await things.GetAsync(new("1", "1"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_patch_says_again_how_much_of_a_life_that_outlasts_writes_is_left()
    {
        var things = Define(model => model.Timestamps("created", null).Expires(TimeSpan.FromSeconds(10), ExpiryKind.SinceCreation));
        await things.CreateAsync(new Thing("1"), Token);
        _shelter.Clock.Advance(TimeSpan.FromMilliseconds(6500));

        var updated = await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "b"), null, Token);
        Assert.Equal(TimeSpan.FromSeconds(4), Assert.IsType<StoreOperation.Patch>(_shelter.Store.Writes.Last()).TimeToLive);
        await _shelter.Documents.TransactAsync("1", t => t.Check(things, new("1", "1"), thing => thing.Name == "b"), Token);

        Assert.Equal(("b", 2), (updated.Value.Name, updated.RequestCharge));
        var check = Assert.IsType<StoreOperation.Check>(Assert.Single(_shelter.Store.Requests.OfType<StoreTransaction>().Single().Operations));
        Assert.Equal(TimeSpan.FromSeconds(4), check.TimeToLive);
    }

    [Fact]
    public async Task A_patch_that_meets_a_moved_expiry_is_done_over()
    {
        var things = Define(model => model.Expires(t => t.EndsAt));
        var now = _shelter.Clock.GetUtcNow();
        await things.CreateAsync(new Thing("1") { EndsAt = now.AddSeconds(5) }, Token);
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Body("1", "thing|1")[EnvelopeNames.Expires] = now.AddSeconds(60).ToUnixTimeMilliseconds();
            _shelter.Store.Body("1", "thing|1")["endsAt"] = "2026-11-23T10:01:00.0000000Z";
        };

        var updated = await things.UpdateAsync(new("1", "1"), Update.Of<Thing>().Set(t => t.Name, "b"), null, Token);

        Assert.Equal(("b", now.AddSeconds(60)), (updated.Value.Name, updated.Value.EndsAt));
        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<StoreOperation.Replace>(_shelter.Store.Writes.Last()).TimeToLive);
    }

    private IRepository<Thing> Define(Action<SchemaBuilder<Thing>> define)
    {
        var model = Schema.Define<Thing>("thing", thing =>
        {
            thing.Partition(t => t.Id);
            thing.Key(t => t.Id);
            define(thing);
        });
        return _shelter.Documents.For(model);
    }
}
