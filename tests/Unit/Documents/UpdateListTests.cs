using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>Lists, sets, numbers near their limits, and documents that are not there yet.</summary>
public sealed class UpdateListTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_changed_anywhere_with_one_patch()
    {
        await CreateAsync(Cats.Tom with { Notes = ["a", "b"], Toys = [new("mouse", 3)], Scores = [1] });

        var item = await Repository.UpdateAsync(
            Cats.Key("tom"), Update.Of<Cat>().Prepend(c => c.Notes, "x", "y").Set(c => c.Toys![0].Price, 4).Insert(c => c.Scores, 1, 2), cancellationToken: Token);

        Assert.IsType<StoreOperation.Patch>(Assert.Single(_shelter.Store.Requests));
        Assert.Equal(["x", "y", "a", "b"], item.Value.Notes);
        Assert.Equal(4, item.Value.Toys![0].Price);
        Assert.Equal([1, 2], item.Value.Scores);
    }

    [Fact]
    public async Task A_list_that_is_not_there_yet_is_made()
    {
        await CreateAsync(Cats.Tom);

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Prepend(c => c.Notes, "x").Append(c => c.Scores, 7), cancellationToken: Token);

        Assert.Equal(("x", 7), (item.Value.Notes![0], item.Value.Scores![0]));
        Assert.IsType<StoreOperation.Replace>(_shelter.Store.Requests[^1]);
    }

    [Fact]
    public async Task A_position_outside_the_list_is_refused()
    {
        await CreateAsync(Cats.Tom with { Notes = ["a"] });

        await Assert.ThrowsAsync<StoreRequestException>(() => Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Insert(c => c.Notes, 3, "x"), cancellationToken: Token));
        await Assert.ThrowsAsync<StoreRequestException>(() => Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Notes![1], "x"), cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => Update.Of<Cat>().Insert(c => c.Notes, -1, "x"));
    }

    [Fact]
    public async Task A_set_takes_each_value_once_and_gives_values_back()
    {
        await CreateAsync(Cats.Tom with { Tags = ["shy", "old"] });

        var added = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Union(c => c.Tags, "shy", "new", "new"), cancellationToken: Token);
        var removed = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Except(c => c.Tags, "shy", "none"), cancellationToken: Token);
        var made = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Union(c => c.Notes, "a", "a").Except(c => c.Scores, 3), cancellationToken: Token);

        Assert.Equal(["shy", "old", "new"], added.Value.Tags);
        Assert.Equal(["old", "new"], removed.Value.Tags);
        Assert.Equal(["a"], made.Value.Notes);
        Assert.Null(made.Value.Scores);
    }

    [Fact]
    public async Task A_sum_that_leaves_the_range_of_its_number_is_refused_as_a_fault()
    {
        var model = Schema.Define<Counter>("counter", counter =>
        {
            counter.Partition(c => c.Id);
            counter.Key(c => c.Id);
        });
        var counters = _shelter.Documents.For(model);
        await counters.CreateAsync(new Counter("a", int.MaxValue - 1, 1), Token);
        _shelter.Store.Requests.Clear();

        Assert.Equal(int.MaxValue, (await counters.UpdateAsync(new DocumentKey("a", "a"), Update.Of<Counter>().Add(c => c.Small, 1), cancellationToken: Token)).Value.Small);
        Assert.Single(_shelter.Store.Requests);
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => counters.UpdateAsync(new DocumentKey("a", "a"), Update.Of<Counter>().Add(c => c.Small, 1), cancellationToken: Token));
        Assert.Equal("/small", invalid.Faults[0].Path.ToString());
        await Assert.ThrowsAsync<ValidationException>(() => counters.UpdateAsync(new DocumentKey("a", "a"), Update.Of<Counter>().Add(c => c.Large, long.MaxValue), cancellationToken: Token));
        Assert.Equal(1 - 5, (await counters.UpdateAsync(new DocumentKey("a", "a"), Update.Of<Counter>().Add(c => c.Large, -5), cancellationToken: Token)).Value.Large);
    }

    [Fact]
    public async Task The_callers_condition_still_decides_where_the_patch_has_guards()
    {
        await CreateAsync(Cats.Tom with { Scores = [1] });

        await Assert.ThrowsAsync<ConditionFailedException>(() =>
            Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Scores![0], 1), new() { When = c => c.Adopted }, Token));
        Assert.Equal(2, (await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(c => c.Scores![0], 1), new() { When = c => !c.Adopted }, Token)).Value.Scores![0]);
    }

    [Fact]
    public async Task One_attribute_is_changed_once()
    {
        foreach (var update in (Update<Cat>[])[
            Update.Of<Cat>().Set(c => c.Weight, 1).Add(c => c.Weight, 1), Update.Of<Cat>().Set(c => c.Home, null).Set(c => c.Home!.Floor, 1), Update.Of<Cat>().Set(c => c.Notes![0], "x").Append(c => c.Notes, "y")])
        {
            var invalid = await Assert.ThrowsAsync<ValidationException>(() => Repository.UpdateAsync(Cats.Key("tom"), update, cancellationToken: Token));

            Assert.Contains(invalid.Faults, fault => fault.Code == FaultCodes.Overlap);
        }

        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task Any_number_of_changes_is_one_write()
    {
        await CreateAsync(Cats.Tom);
        var update = Enumerable.Range(0, 30).Aggregate(Update.Of<Cat>(), (all, number) => all.Set(c => c.Visits![$"v{number}"], number));

        var item = await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Visits, new()), cancellationToken: Token);
        item = await Repository.UpdateAsync(Cats.Key("tom"), update, cancellationToken: Token);

        Assert.Equal(30, item.Value.Visits!.Count);
        Assert.Single(_shelter.Store.Writes.OfType<StoreOperation.Replace>());
    }

    [Fact]
    public async Task A_default_comes_back_on_remove_and_not_on_unset()
    {
        await CreateAsync(Cats.Tom with { Mood = "wild" });

        Assert.Equal("calm", (await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Remove(c => c.Mood), cancellationToken: Token)).Value.Mood);
        await Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Unset(c => c.Mood), cancellationToken: Token);

        Assert.False(_shelter.Store.Body("oslo", "cat|tom").ContainsKey("mood"));
        Assert.Equal(FaultCodes.Required, (await Assert.ThrowsAsync<ValidationException>(() => Repository.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Unset(c => c.Name), cancellationToken: Token))).Faults[0].Code);
    }

    [Fact]
    public async Task An_update_can_make_the_document_through_the_whole_pipeline()
    {
        var item = await Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, " Nia ").Add(c => c.Weight, 2), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal(("new", "oslo", "Nia", "calm", 2.0), (item.Value.Id, item.Value.ShelterId, item.Value.Name, item.Value.Mood, item.Value.Weight));
        Assert.Equal(_shelter.Clock.GetUtcNow(), item.CreatedAt);
        Assert.IsType<StoreOperation.Create>(_shelter.Store.Requests[^1]);

        _shelter.Clock.Advance(TimeSpan.FromMinutes(1));
        item = await Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Add(c => c.Weight, 2), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal((4.0, _shelter.Clock.GetUtcNow().AddMinutes(-1)), (item.Value.Weight, item.CreatedAt));
    }

    [Fact]
    public async Task A_document_an_update_makes_must_be_valid_and_the_condition_true_of_nothing()
    {
        var invalid = await Assert.ThrowsAsync<ValidationException>(() =>
            Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Age, 3), new() { Mode = UpdateMode.Upsert }, Token));
        Assert.Equal(("/name", FaultCodes.Required), (invalid.Faults[0].Path.ToString(), invalid.Faults[0].Code));

        await Assert.ThrowsAsync<ConditionFailedException>(() =>
            Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, "Nia"), new() { Mode = UpdateMode.Upsert, When = c => c.Adopted }, Token));
        await Assert.ThrowsAsync<DocumentNotFoundException>(() =>
            Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, "Nia"), new() { Mode = UpdateMode.Upsert, IfMatch = "v1" }, Token));
        Assert.False(_shelter.Store.Has("oslo", "cat|new"));
    }

    [Fact]
    public async Task Somebody_who_makes_the_document_first_is_updated()
    {
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Put("oslo", "cat|new", """{"_model":"cat","_key":"new","shelterId":"oslo","name":"First","weight":1}""");
        };

        var item = await Repository.UpdateAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, "Nia").Add(c => c.Weight, 2), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal(("Nia", 3.0), (item.Value.Name, item.Value.Weight));
    }

    [Fact]
    public async Task An_update_can_give_back_what_was_there()
    {
        await CreateAsync(Cats.Tom);

        var old = await Repository.UpdateReturningAsync(Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Name, "Tim"), cancellationToken: Token);
        var none = await Repository.UpdateReturningAsync(Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, "Nia"), new() { Mode = UpdateMode.Upsert }, Token);

        Assert.Equal(("Tom", "Tim"), (old!.Value.Name, (await Repository.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value.Name));
        Assert.Null(none);
        Assert.True(_shelter.Store.Has("oslo", "cat|new"));
    }

    [Fact]
    public async Task A_transaction_makes_and_updates_alike()
    {
        await Repository.CreateAsync(Cats.Tom, Token);
        await Repository.CreateAsync(Cats.Tom with { Id = "tim", Notes = ["x"] }, Token);

        await _shelter.Documents.TransactAsync("oslo", t =>
        {
            t.Update(Repository, Cats.Key("tom"), Update.Of<Cat>().Append(c => c.Notes, "x"), new WriteOptions<Cat> { When = c => c.Name == "Tom" });
            t.Update(Repository, Cats.Key("new"), Update.Of<Cat>().Set(c => c.Name, "Nia"), new WriteOptions<Cat> { Mode = UpdateMode.Upsert });
            t.Check(Repository, Cats.Key("tim"), c => !c.Notes!.Any(note => note == "y"));
        }, cancellationToken: Token);

        Assert.Equal("x", (string?)_shelter.Store.Body("oslo", "cat|tom")["notes"]![0]);
        Assert.True(_shelter.Store.Has("oslo", "cat|new"));
    }

    [Fact]
    public void The_applier_treats_lists_as_sets_where_asked()
    {
        var path = DocumentPath.Of("a");
        var document = Cats.Json("""{"a":[1,"x",{"k":1},null]}""");

        Assert.Equal("""{"a":[1,"x",{"k":1},null,2]}""", UpdateApplier.Apply(document, [new UpdateAction.Union(path, [1.0, JsonNode.Parse("""{"k":1.0}"""), null, 2, 2])]).ToJsonString());
        Assert.Equal("""{"a":["x"]}""", UpdateApplier.Apply(document, [new UpdateAction.Except(path, [1, null, JsonNode.Parse("""{"k":1}""")])]).ToJsonString());
        Assert.Equal("{}", UpdateApplier.Apply([], [new UpdateAction.Except(path, [1])]).ToJsonString());
        Assert.Throws<StoreRequestException>(() => UpdateApplier.Apply(Cats.Json("""{"a":1}"""), [new UpdateAction.Union(path, [1])]));
    }

    private async Task CreateAsync(Cat cat)
    {
        await Repository.CreateAsync(cat, Token);
        _shelter.Store.Requests.Clear();
    }

    private sealed record Counter(string Id, int Small, long Large);
}
