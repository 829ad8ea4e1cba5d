using Virga.Documents;

namespace Unit.Documents;

public sealed class RepositoryTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_created_document_comes_back_normalised_with_its_version()
    {
        var item = await Repository.CreateAsync(new Cat(null!, "oslo", " Tom ", 3), Token);

        Assert.Equal("00000001-0000-7000-0000-000000000000", item.Value.Id);
        Assert.Equal("Tom", item.Value.Name);
        Assert.Equal("calm", item.Value.Mood);
        Assert.Equal(_shelter.Clock.GetUtcNow(), item.Value.CreatedAt);
        Assert.Equal(_shelter.Clock.GetUtcNow(), item.UpdatedAt);
        Assert.Equal(new DocumentKey("oslo", item.Value.Id), item.Key);
        Assert.Equal("v1", item.ETag);
        Assert.Equal(1, item.RequestCharge);
    }

    [Fact]
    public async Task What_is_stored_has_the_key_under_its_own_name_and_no_nulls()
    {
        await Repository.CreateAsync(Cats.Tom, Token);

        var body = _shelter.Store.Body("oslo", "cat|tom");
        Assert.Equal(
            """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","age":3,"adopted":false,"weight":0,"mood":"calm","createdAt":"2026-11-23T10:00:00.0000000Z","updatedAt":"2026-11-23T10:00:00.0000000Z"}""",
            body.ToJsonString());
    }

    [Fact]
    public async Task Reading_gives_what_was_written()
    {
        var cat = Cats.Tom with { Notes = ["bites"], Home = new Home("Main", "Oslo", 2), Coat = Coat.LongHaired, Born = new DateOnly(2023, 4, 5), Visits = new() { ["ann"] = 2 } };
        var created = await Repository.CreateAsync(cat, Token);

        var read = await Repository.GetAsync(created.Key, cancellationToken: Token);

        Assert.NotNull(read);
        Assert.Equivalent(created.Value, read.Value, strict: true);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(created.Key, read.Key);
        Assert.Equal(created.CreatedAt, read.CreatedAt);
    }

    [Fact]
    public async Task A_missing_document_is_null() => Assert.Null(await Repository.GetAsync(Cats.Key("nobody"), cancellationToken: Token));

    [Fact]
    public async Task A_key_no_document_can_have_is_missing() => Assert.Null(await Repository.GetAsync(Cats.Key(new string('x', 2000)), cancellationToken: Token));

    [Fact]
    public async Task Creating_twice_is_refused_in_the_models_words()
    {
        await Repository.CreateAsync(Cats.Tom, Token);

        var refused = await Assert.ThrowsAsync<DocumentExistsException>(() => Repository.CreateAsync(Cats.Tom, Token));

        Assert.Equal("There is a 'cat' with key 'oslo/tom' already.", refused.Message);
    }

    [Fact]
    public async Task Saving_a_value_that_was_read_costs_one_request_and_keeps_its_creation_time()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        _shelter.Clock.Advance(TimeSpan.FromHours(1));
        _shelter.Store.Requests.Clear();

        var saved = await Repository.SaveAsync(created.Value with { Age = 4 }, new() { IfMatch = created.ETag }, Token);

        Assert.Single(_shelter.Store.Requests);
        Assert.Equal(created.CreatedAt, saved.CreatedAt);
        Assert.Equal(_shelter.Clock.GetUtcNow(), saved.UpdatedAt);
    }

    [Fact]
    public async Task Saving_a_new_value_over_a_document_keeps_the_stored_creation_time()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        _shelter.Clock.Advance(TimeSpan.FromHours(1));

        var saved = await Repository.SaveAsync(Cats.Tom with { Age = 4 }, cancellationToken: Token);

        Assert.Equal(created.CreatedAt, saved.CreatedAt);
        Assert.Equal(created.CreatedAt, (await Repository.GetAsync(saved.Key, cancellationToken: Token))!.CreatedAt);
    }

    [Fact]
    public async Task Saving_creates_what_is_not_there()
    {
        await Repository.SaveAsync(Cats.Tom, cancellationToken: Token);

        Assert.True(_shelter.Store.Has("oslo", "cat|tom"));
    }

    [Fact]
    public async Task Replacing_what_is_not_there_is_refused() =>
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Repository.ReplaceAsync(Cats.Tom, cancellationToken: Token));

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        await Repository.SaveAsync(created.Value, cancellationToken: Token);

        await Assert.ThrowsAsync<ETagMismatchException>(() => Repository.SaveAsync(created.Value, new() { IfMatch = created.ETag }, Token));
        await Assert.ThrowsAsync<ETagMismatchException>(() => Repository.ReplaceAsync(created.Value, new() { IfMatch = created.ETag }, Token));
        await Assert.ThrowsAsync<ETagMismatchException>(() => Repository.DeleteAsync(created.Key, new() { IfMatch = created.ETag }, Token));
    }

    [Fact]
    public async Task A_save_with_a_condition_looks_first_and_writes_the_version_it_saw()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        _shelter.Store.Requests.Clear();

        await Repository.SaveAsync(created.Value with { Mood = "wild" }, new() { When = c => c.Mood == "calm" }, Token);

        Assert.Collection(
            _shelter.Store.Requests,
            request => Assert.Equal("read oslo/cat|tom", request),
            request => Assert.Equal(created.ETag, Assert.IsType<StoreOperation.Replace>(request).IfMatch));
        await Assert.ThrowsAsync<ConditionFailedException>(() => Repository.SaveAsync(created.Value, new() { When = c => c.Mood == "calm" }, Token));
    }

    [Fact]
    public async Task A_lost_race_is_run_again_on_what_the_winner_left()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        var races = 0;
        _shelter.Store.AfterRead = () =>
        {
            if (races++ < 3)
            {
                _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim","mood":"calm"}""");
            }
        };

        await Repository.SaveAsync(created.Value with { Mood = "wild" }, new() { When = c => c.Mood == "calm" }, Token);

        Assert.Equal(4, races);
        Assert.Equal("wild", (string?)_shelter.Store.Body("oslo", "cat|tom")["mood"]);
    }

    [Fact]
    public async Task Races_are_not_run_for_ever()
    {
        var shelter = new Shelter(options => options.RaceRetries = 2);
        await shelter.Cats.CreateAsync(Cats.Tom, Token);
        shelter.Store.AfterRead = () => shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");

        await Assert.ThrowsAsync<ETagMismatchException>(() => shelter.Cats.SaveAsync(Cats.Tom, cancellationToken: Token));

        Assert.Equal(3, shelter.Store.Requests.OfType<string>().Count());
    }

    [Fact]
    public async Task Deleting_says_whether_there_was_something()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);

        Assert.True(await Repository.DeleteAsync(created.Key, cancellationToken: Token));
        Assert.False(await Repository.DeleteAsync(created.Key, cancellationToken: Token));
    }

    [Fact]
    public async Task A_delete_with_a_condition_needs_it_to_be_true()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);

        await Assert.ThrowsAsync<ConditionFailedException>(() => Repository.DeleteAsync(created.Key, new() { When = c => c.Age > 10 }, Token));
        Assert.True(await Repository.DeleteAsync(created.Key, new() { When = c => c.Age == 3 }, Token));
    }

    [Fact]
    public async Task Getting_many_keeps_the_order_and_names_what_is_missing()
    {
        await Repository.CreateAsync(Cats.Tom, Token);
        await Repository.CreateAsync(Cats.Tom with { Id = "tim" }, Token);

        var many = await Repository.GetManyAsync([Cats.Key("tom"), Cats.Key("no"), Cats.Key("tim"), Cats.Key("tom"), Cats.Key("no")], cancellationToken: Token);

        Assert.Equal(["tom", "tim", "tom"], many.Items.Select(item => item.Value.Id));
        Assert.Equal([Cats.Key("no")], many.Missing);
        Assert.Equal("read-many 3", _shelter.Store.Requests[^1]);
    }

    [Fact]
    public async Task Nothing_is_sent_when_a_document_is_not_valid()
    {
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => Repository.CreateAsync(new Cat("", "", "", 41, "angry"), Token));

        Assert.Empty(_shelter.Store.Requests);
        Assert.Equal(["/age", "/mood", "/name", "/shelterId"], invalid.Faults.Select(fault => fault.Path.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Deleting_can_give_back_what_was_there()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);

        Assert.Equivalent(created.Value, (await Repository.DeleteReturningAsync(created.Key, cancellationToken: Token))!.Value, strict: true);
        Assert.Null(await Repository.DeleteReturningAsync(created.Key, cancellationToken: Token));
    }

    [Fact]
    public async Task What_is_given_back_is_what_was_deleted_whoever_wrote_in_between()
    {
        var created = await Repository.CreateAsync(Cats.Tom, Token);
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");
        };

        Assert.Equal("Tim", (await Repository.DeleteReturningAsync(created.Key, cancellationToken: Token))!.Value.Name);
    }

    [Fact]
    public async Task Existence_can_be_asked()
    {
        await Repository.CreateAsync(Cats.Tom, Token);

        Assert.True(await Repository.ExistsAsync(Cats.Key("tom"), cancellationToken: Token));
        Assert.False(await Repository.ExistsAsync(Cats.Key("tim"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_refused_save_brings_the_document_it_was_refused_for()
    {
        var created = await Repository.CreateAsync(Cats.Tom with { Mood = "wild" }, Token);

        var refused = await Assert.ThrowsAsync<ConditionFailedException>(() => Repository.SaveAsync(created.Value, new() { When = c => c.Mood == "calm" }, Token));

        Assert.Equal("wild", Repository.Read(refused.Current!).Value.Mood);
    }

    [Fact]
    public void Defaults_can_be_filled_in_without_writing()
    {
        var given = Cats.Tom with { Id = null! };

        var filled = Repository.WithDefaults(given);

        Assert.Equal(("calm", "00000001-0000-7000-0000-000000000000"), (filled.Mood, filled.Id));
        Assert.Null(given.Mood);
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task What_changed_since_it_was_read_is_told_attribute_by_attribute()
    {
        var item = await Repository.CreateAsync(Cats.Tom with { Home = new Home("Main", "Oslo") }, Token);

        var changes = Repository.Changes(item.Value, item.Value with { Age = null, Mood = "wild", Home = new Home("Main", "Rome") });

        Assert.Equal(
            [("/age", "3", null), ("/home/city", "\"Oslo\"", "\"Rome\""), ("/mood", "\"calm\"", "\"wild\"")],
            changes.Select(change => (change.Path.ToString(), change.Before?.ToJsonString(), change.After?.ToJsonString())));
        Assert.Empty(Repository.Changes(item.Value, item.Value));
    }
}
