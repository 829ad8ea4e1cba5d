using Virga.Documents;

namespace Unit.Documents;

public sealed class UpdateTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_is_one_patch_that_gives_the_document_back()
    {
        await CreateAsync(Cats.Tom with { Notes = ["a"], Home = new Home("Main", "Oslo") });
        _shelter.Clock.Advance(TimeSpan.FromHours(1));

        var item = await Repository.UpdateAsync(
            Cats.Key("tom"),
            Update.Of<Cat>().Set(c => c.Name, " Tim ").Set(c => c.Mood, "wild").Add(c => c.Weight, 1.5).Append(c => c.Notes, "bit", "the vet").Set(c => c.Home!.City, "Bergen").Set(c => c.Coat, Coat.LongHaired),
            new() { When = c => c.Mood != "wild" },
            Token);

        var patch = Assert.IsType<StoreOperation.Patch>(Assert.Single(_shelter.Store.Requests));
        Assert.NotNull(patch.Condition);
        Assert.Equal(["/name", "/mood", "/weight", "/notes", "/home/city", "/coat", "/updatedAt"], patch.Actions.Select(action => action.Path.ToString()));
        Assert.Equal(("Tim", "wild", 1.5, "Bergen", Coat.LongHaired), (item.Value.Name, item.Value.Mood, item.Value.Weight, item.Value.Home!.City, item.Value.Coat));
        Assert.Equal(["a", "bit", "the vet"], item.Value.Notes);
        Assert.Equal(_shelter.Clock.GetUtcNow(), item.UpdatedAt);
        Assert.Equal(_shelter.Clock.GetUtcNow().AddHours(-1), item.CreatedAt);
    }

    [Fact]
    public async Task A_false_condition_refuses_the_patch()
    {
        await CreateAsync(Cats.Tom with { Mood = "wild" });

        await Assert.ThrowsAsync<ConditionFailedException>(() =>
            Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Age, 4), new() { When = c => c.Mood != "wild" }, Token));
    }

    [Fact]
    public async Task An_update_of_nothing_there_is_refused() =>
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Repository.UpdateAsync(Cats.Key("no"), Update.Of<Cat>().Set(c => c.Age, 4), cancellationToken: Token));

    [Fact]
    public async Task An_update_without_changes_is_a_callers_bug() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>(), cancellationToken: Token));

    [Fact]
    public async Task Adding_to_an_attribute_with_a_rule_checks_the_result()
    {
        await CreateAsync(Cats.Tom with { Age = 39 });

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Age, 1), cancellationToken: Token);
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Age, 1), cancellationToken: Token));

        Assert.Equal(40, item.Value.Age);
        Assert.Equal(("/age", FaultCodes.OutOfRange), (invalid.Faults[0].Path.ToString(), invalid.Faults[0].Code));
        Assert.IsType<StoreOperation.Replace>(_shelter.Store.Writes.Last());
    }

    [Fact]
    public async Task Values_and_targets_are_checked_before_anything_is_sent()
    {
        var update = Update.Of<Cat>().Set(c => c.Age, 41).Set(c => c.Name, "  ").Set(c => c.Mood, "angry").Set(c => c.Id, "x").Set(c => c.ShelterId, "x").Set(c => c.UpdatedAt, default)
            .Remove(c => c.Name).Set(c => c.Home, new Home("Main", "x"));

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => Repository.UpdateAsync(Cats.Key("tom"), update, cancellationToken: Token));

        Assert.Empty(_shelter.Store.Requests);
        Assert.Equal(
            [
                ("/age", FaultCodes.OutOfRange), ("/name", FaultCodes.TooShort), ("/mood", FaultCodes.NotAllowed), ("/id", FaultCodes.ReadOnly), ("/shelterId", FaultCodes.ReadOnly),
                ("/updatedAt", FaultCodes.ReadOnly), ("/name", FaultCodes.Overlap), ("/name", FaultCodes.Required), ("/home/city", FaultCodes.TooShort),
            ],
            invalid.Faults.Select(fault => (fault.Path.ToString(), fault.Code)));
    }

    [Fact]
    public async Task Removing_puts_the_default_back_where_there_is_one()
    {
        await CreateAsync(Cats.Tom with { Mood = "wild", Notes = ["a"] });

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Remove(c => c.Mood).Set(c => c.Notes, null).Remove(c => c.Home), cancellationToken: Token);

        Assert.Equal("calm", item.Value.Mood);
        Assert.Null(item.Value.Notes);
    }

    [Fact]
    public async Task Set_if_absent_keeps_what_is_there()
    {
        await CreateAsync(Cats.Tom);

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().SetIfAbsent(c => c.Age, 9).SetIfAbsent(c => c.Coat, Coat.Short), cancellationToken: Token);

        Assert.Equal((3, Coat.Short), (item.Value.Age, item.Value.Coat));
    }

    [Fact]
    public async Task Appending_to_a_list_that_is_not_there_makes_it()
    {
        await CreateAsync(Cats.Tom);

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Append(c => c.Notes, "a"), cancellationToken: Token);
        var again = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Append(c => c.Notes, "b"), cancellationToken: Token);

        Assert.Equal(["a"], item.Value.Notes);
        Assert.Equal(["a", "b"], again.Value.Notes);
        Assert.Equal([typeof(StoreOperation.Patch), typeof(StoreOperation.Replace), typeof(StoreOperation.Patch)], _shelter.Store.Writes.Select(write => write.GetType()));
    }

    [Fact]
    public async Task List_elements_and_dictionary_entries_can_be_changed()
    {
        await CreateAsync(Cats.Tom with { Notes = ["a", "b"], Visits = new() { ["ann"] = 1 } });

        var item = await Repository.UpdateAsync(
            Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Notes![1], "x").Add(c => c.Visits!["ann"], 2).Set(c => c.Visits!["bob"], 7), cancellationToken: Token);

        Assert.Equal(["a", "x"], item.Value.Notes);
        Assert.Equal((3, 7), (item.Value.Visits!["ann"], item.Value.Visits["bob"]));
    }

    [Fact]
    public async Task More_changes_than_a_patch_takes_are_done_in_one_replacement()
    {
        await CreateAsync(Cats.Tom with { Visits = [] });
        var update = Enumerable.Range(0, 12).Aggregate(Update.Of<Cat>(), (all, number) => all.Set(c => c.Visits!["v" + number], number));

        var item = await Repository.UpdateAsync(Cats.Key("tom"), update, cancellationToken: Token);

        Assert.Equal(12, item.Value.Visits!.Count);
        Assert.Equal(2, _shelter.Store.Requests.Count);
    }

    [Fact]
    public async Task A_rewriting_update_keeps_attributes_the_model_does_not_know()
    {
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","age":3,"legacy":{"a":1}}""");

        await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Age, 1), cancellationToken: Token);

        Assert.Equal("""{"a":1}""", _shelter.Store.Body("oslo", "cat|tom")["legacy"]!.ToJsonString());
    }

    [Fact]
    public async Task An_update_does_not_check_what_it_does_not_touch()
    {
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"","age":3}""");

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Age, 1), cancellationToken: Token);

        Assert.Equal(4, item.Value.Age);
    }

    [Fact]
    public async Task Computed_attributes_are_computed_anew()
    {
        var schema = Schema.Define<Cat>("labelled", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Computed("label", c => $"{c.Name} ({c.Age})");
        });
        var repository = _shelter.Documents.For(schema);
        await repository.CreateAsync(Cats.Tom, Token);

        await repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Age, 9), cancellationToken: Token);

        Assert.Equal("Tom (9)", (string?)(await repository.Json.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value["label"]);
    }

    [Fact]
    public async Task Decimals_are_added_exactly()
    {
        var schema = Schema.Define<Priced>("priced", model =>
        {
            model.Partition(p => p.Id);
            model.Key(p => p.Id);
        });
        var repository = _shelter.Documents.For(schema);
        await repository.CreateAsync(new Priced("a", 0.1m), Token);

        var item = await repository.UpdateAsync(new("a", "a"), Update.Of<Priced>().Add(p => p.Price, 0.2m), cancellationToken: Token);

        Assert.Equal(0.3m, item.Value.Price);
    }

    public sealed record Priced(string Id, decimal Price);

    private async Task CreateAsync(Cat cat)
    {
        await Repository.CreateAsync(cat, Token);
        _shelter.Store.Requests.Clear();
    }
}
