using System.Text.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Unit.Documents;

public sealed class CacheTests : IDisposable
{
    private static readonly Schema<Cat> Dogs = Schema.Define<Cat>("dog", dog =>
    {
        dog.Partition(d => d.ShelterId);
        dog.Key(d => d.Id);
    });

    private readonly ServiceProvider _services = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
    private readonly DocumentCache _cache;
    private readonly Shelter _shelter;

    public CacheTests()
    {
        _cache = new DocumentCache(_services.GetRequiredService<HybridCache>(), [new CachedModel(Cats.Model, TimeSpan.FromMinutes(5))]);
        _shelter = new Shelter(cache: _cache);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Reads => _shelter.Store.Requests.OfType<string>().Count();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_second_read_costs_nothing()
    {
        var created = await _shelter.Cats.CreateAsync(Cats.Tom, Token);

        await GetAsync();
        var again = await GetAsync();

        Assert.Equal(1, Reads);
        Assert.Equivalent(created.Value, again!.Value, strict: true);
        Assert.Equal((created.ETag, 0d), (again.ETag, again.RequestCharge));
    }

    [Fact]
    public async Task Every_kind_of_write_is_seen_by_the_next_read()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await GetAsync();

        await _shelter.Cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(cat => cat.Mood, "wild"), cancellationToken: Token);
        Assert.Equal("wild", (await GetAsync())!.Value.Mood);
        await _shelter.Documents.TransactAsync("oslo", t => t.Save(_shelter.Cats, Cats.Tom with { Mood = "playful" }), Token);
        Assert.Equal("playful", (await GetAsync())!.Value.Mood);
        await _shelter.Cats.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }], Token);
        Assert.Equal("calm", (await GetAsync())!.Value.Mood);
        await _shelter.Cats.DeleteAsync(Cats.Key("tom"), cancellationToken: Token);
        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_seen_too()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await GetAsync();
        _shelter.Store.FaultsComeLate = true;
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        await Assert.ThrowsAsync<StoreTimeoutException>(() => _shelter.Cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Set(cat => cat.Mood, "wild"), cancellationToken: Token));

        Assert.Equal("wild", (await GetAsync())!.Value.Mood);
    }

    [Fact]
    public async Task What_others_write_is_seen_once_the_change_feed_says_so_or_when_asked_for()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await GetAsync();
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");

        Assert.Equal("Tom", (await GetAsync())!.Value.Name);
        Assert.Equal("Tim", (await _shelter.Cats.GetAsync(Cats.Key("tom"), new() { NoCache = true }, Token))!.Value.Name);
        await _cache.ForgetAsync(StorePartition.Of("oslo"), "cat|tom", Token);
        Assert.Equal("Tim", (await GetAsync())!.Value.Name);
    }

    [Fact]
    public async Task Absence_is_not_kept()
    {
        Assert.Null(await GetAsync());
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");

        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task A_read_that_began_before_a_write_never_answers_one_that_began_after_it()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        _shelter.Store.AfterRead = () =>
        {
            // The store has answered with the old document; now it is written, and read by somebody who knows.
            _shelter.Store.AfterRead = null;
            _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom","mood":"wild"}""");
            Assert.True(_cache.ForgetAsync(StorePartition.Of("oslo"), "cat|tom", CancellationToken.None).AsTask().IsCompletedSuccessfully);
        };

        await GetAsync();
        var mood = (await GetAsync())!.Value.Mood;

        Assert.Equal("wild", mood);
    }

    [Fact]
    public async Task Models_that_did_not_ask_are_not_cached_and_never_mixed_up()
    {
        var dogs = _shelter.Documents.For(Dogs);
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await dogs.CreateAsync(Cats.Tom with { Name = "Rex" }, Token);
        await GetAsync();

        Assert.Equal("Rex", (await dogs.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value.Name);
        await dogs.GetAsync(Cats.Key("tom"), cancellationToken: Token);
        Assert.Equal(3, Reads);
    }

    [Fact]
    public async Task A_read_before_a_write_comes_from_the_store()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await GetAsync();
        _shelter.Store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim","age":7}""");

        await _shelter.Cats.UpdateAsync(Cats.Key("tom"), Update.Of<Cat>().Add(cat => cat.Age, 1), cancellationToken: Token);

        Assert.Equal(8, (await GetAsync())!.Value.Age);
    }

    [Fact]
    public async Task Asking_for_a_cache_is_one_line_and_the_change_feed_keeps_it_true()
    {
        var store = new RecordingStore();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IDocumentStore>(store).AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager());
        services.AddDocuments(documents => documents.Add(Cats.Model).Cache(Cats.Model, TimeSpan.FromMinutes(1)));
        await using var provider = services.BuildServiceProvider();
        var cats = provider.GetRequiredService<IRepository<Cat>>();
        store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tom"}""");
        await cats.GetAsync(Cats.Key("tom"), cancellationToken: Token);
        store.Put("oslo", "cat|tom", """{"_model":"cat","_key":"tom","shelterId":"oslo","name":"Tim"}""");
        Assert.Equal("Tom", (await cats.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value.Name);

        using var change = JsonDocument.Parse("""[{"id":"cat|tom","_pk":"oslo","_model":"cat","_key":"tom","_etag":"x","shelterId":"oslo","name":"Tim"}]""");
        await provider.GetRequiredService<ChangeDispatcher>().DispatchAsync([.. change.RootElement.EnumerateArray()], Token);

        Assert.Equal("Tim", (await cats.GetAsync(Cats.Key("tom"), cancellationToken: Token))!.Value.Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => services.AddDocuments(documents => documents.Cache(Cats.Model, TimeSpan.Zero)));
    }

    private Task<Item<Cat>?> GetAsync() => _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token);
}
