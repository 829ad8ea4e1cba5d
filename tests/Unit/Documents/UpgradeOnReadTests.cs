using Virga.Documents;

namespace Unit.Documents;

public sealed class UpgradeOnReadTests
{
    private static readonly DocumentKey Tom = new("oslo", "tom");

    private readonly Shelter _shelter = new();
    private readonly IRepository<Resident> _residents;

    public UpgradeOnReadTests() => _residents = _shelter.Documents.For(Resident.Model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_without_a_version_is_read_through_every_step()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo","fullName":"Tom Cat"}""");

        var item = await _residents.GetAsync(Tom, cancellationToken: Token);

        Assert.Equal(new Resident { Id = "tom", ShelterId = "oslo", First = "Tom", Last = "Cat", Name = "Tom Cat" }, item!.Value);
        Assert.Empty(_shelter.Store.Writes);
    }

    [Fact]
    public async Task A_document_of_the_version_before_takes_the_last_step_only()
    {
        Put("""{"_model":"resident","_v":2,"_key":"tom","shelterId":"oslo","first":"Tom","last":"Cat"}""");

        var json = await _residents.Json.GetAsync(Tom, cancellationToken: Token);

        Assert.Equal("Tom Cat", (string?)json!.Value["name"]);
        Assert.False(json.Value.ContainsKey("_v"));
    }

    [Fact]
    public async Task Queries_upgrade_each_document()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo","fullName":"Tom Cat"}""");
        _shelter.Store.Put("oslo", "resident|kit", """{"_model":"resident","_v":3,"_key":"kit","shelterId":"oslo","first":"Kit","last":"Ten","name":"Kit Ten"}""");

        var page = await _residents.Query("oslo").PageAsync(Token);

        Assert.Equal(["Kit Ten", "Tom Cat"], page.Items.Select(item => item.Value.Name));
    }

    [Fact]
    public async Task What_is_written_carries_the_current_version()
    {
        await _residents.CreateAsync(new Resident { Id = "tom", ShelterId = "oslo", First = "Tom" }, Token);

        Assert.Equal(3, (int?)_shelter.Store.Body("oslo", "resident|tom")["_v"]);
    }

    [Fact]
    public async Task A_model_of_version_1_writes_no_version()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);

        Assert.False(_shelter.Store.Body("oslo", "cat|tom").ContainsKey("_v"));
    }

    [Fact]
    public async Task An_update_of_an_older_document_upgrades_the_whole_of_it()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo","fullName":"Tom Cat"}""");

        var item = await _residents.UpdateAsync(Tom, Update.Of<Resident>().Set(r => r.Last, "Katz"), cancellationToken: Token);

        Assert.Equal(("Tom", "Katz"), (item.Value.First, item.Value.Last));
        var body = _shelter.Store.Body("oslo", "resident|tom");
        Assert.Equal(3, (int?)body["_v"]);
        Assert.False(body.ContainsKey("fullName"));
    }

    [Fact]
    public async Task An_update_of_a_current_document_is_still_one_patch()
    {
        await _residents.CreateAsync(new Resident { Id = "tom", ShelterId = "oslo", First = "Tom" }, Token);
        _shelter.Store.Requests.Clear();

        await _residents.UpdateAsync(Tom, Update.Of<Resident>().Set(r => r.Last, "Katz"), cancellationToken: Token);

        Assert.IsType<StoreOperation.Patch>(Assert.Single(_shelter.Store.Requests));
    }

    [Fact]
    public async Task A_transaction_updates_an_older_document_whole()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo","fullName":"Tom Cat"}""");

        await _shelter.Documents.TransactAsync("oslo", t => t.Update(_residents, Tom, Update.Of<Resident>().Set(r => r.Last, "Katz")), Token);

        Assert.Equal("Tom", (string?)_shelter.Store.Body("oslo", "resident|tom")["first"]);
    }

    [Fact]
    public async Task A_condition_of_an_update_is_asked_of_the_upgraded_document()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo","fullName":"Tom Cat"}""");
        var update = Update.Of<Resident>().Set(r => r.Last, "Katz");

        await Assert.ThrowsAsync<ConditionFailedException>(() => _residents.UpdateAsync(Tom, update, new() { When = r => r.First == "Kit" }, Token));
        var item = await _residents.UpdateAsync(Tom, update, new() { When = r => r.First == "Tom" }, Token);

        Assert.Equal("Katz", item.Value.Last);
    }

    [Theory]
    [InlineData("""{"_model":"resident","_v":4,"_key":"tom","shelterId":"oslo"}""")]
    [InlineData("""{"_model":"resident","_key":"tom","shelterId":"oslo","nested":{"_v":1},"_v":4}""")]
    public async Task A_version_from_the_future_is_refused_by_name(string stored)
    {
        Put(stored);

        var refusal = await Assert.ThrowsAsync<DocumentVersionException>(() => _residents.GetAsync(Tom, cancellationToken: Token));

        Assert.Equal(("resident", "resident|tom", 4, 3), (refusal.Model, refusal.StoredId, refusal.Version, refusal.KnownVersion));
        await Assert.ThrowsAsync<DocumentVersionException>(() => _residents.Json.GetAsync(Tom, cancellationToken: Token));
    }

    [Fact]
    public async Task A_model_that_never_changed_refuses_a_later_version_too()
    {
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_v":2,"_key":"tom","shelterId":"oslo","name":"Tom"}""");

        await Assert.ThrowsAsync<DocumentVersionException>(() => _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_step_that_throws_makes_that_document_unreadable_and_says_which_step()
    {
        Put("""{"_model":"resident","_key":"tom","shelterId":"oslo"}""");

        var refusal = await Assert.ThrowsAsync<DocumentReadException>(() => _residents.GetAsync(Tom, cancellationToken: Token));

        Assert.Contains("the upgrade from version 1 to 2 failed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_cannot_move_a_document()
    {
        var movers = _shelter.Documents.For(Schema.Define<Resident>("mover", mover =>
        {
            mover.Partition(m => m.ShelterId);
            mover.Key(m => m.Id);
            mover.Version(2).Upgrade(1, json => json["shelterId"] = "bergen");
        }));
        _shelter.Store.Put("oslo", "mover|tom", """{"_model":"mover","_key":"tom","shelterId":"oslo"}""");

        var refusal = await Assert.ThrowsAsync<DocumentReadException>(() => movers.GetAsync(Tom, cancellationToken: Token));

        Assert.Contains("never change", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_tells_every_missing_repeated_and_idle_step()
    {
        var schema = Schema.Define<Resident>("faulty", faulty =>
        {
            faulty.Partition(m => m.ShelterId);
            faulty.Key(m => m.Id);
            faulty.Version(4).Upgrade(1, _ => { }).Upgrade(1, _ => { }).Upgrade(4, _ => { });
        });

        Assert.Equal(
            [
                "There are two upgrades from version 1. Keep one.",
                "There is an upgrade from version 4, but the versions before 4 are 1 to 3.",
                "There is no upgrade from version 2 to 3. Add Upgrade(from: 2, json => …); an empty one when every document of version 2 is one of 3.",
                "There is no upgrade from version 3 to 4. Add Upgrade(from: 3, json => …); an empty one when every document of version 3 is one of 4.",
            ],
            schema.Faults.Select(fault => fault.Message));
    }

    private void Put(string json) => _shelter.Store.Put("oslo", "resident|tom", json);

    public sealed record Resident
    {
        public static readonly Schema<Resident> Model = Schema.Define<Resident>("resident", resident =>
        {
            resident.Partition(r => r.ShelterId);
            resident.Key(r => r.Id);
            resident.Version(3)
                .Upgrade(from: 1, json =>
                {
                    var parts = ((string)json["fullName"]!).Split(' ');
                    (json["first"], json["last"]) = (parts[0], parts[1]);
                    json.Remove("fullName");
                })
                .Upgrade(from: 2, json => json["name"] = $"{json["first"]} {json["last"]}");
        });

        public string Id { get; init; } = "";

        public string ShelterId { get; init; } = "";

        public string? First { get; init; }

        public string? Last { get; init; }

        public string? Name { get; init; }
    }
}
