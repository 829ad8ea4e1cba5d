using Virga.Documents;

namespace Unit.Documents;

public sealed class BatchTests
{
    private readonly Shelter _shelter = new();

    private IRepository<Cat> Repository => _shelter.Cats;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_documents_go_a_hundred_at_a_time_and_come_back_normalised_in_order()
    {
        var cats = Enumerable.Range(0, 250).Select(number => Cats.Tom with { Id = $"c{number}", Name = $" {number} ", ShelterId = number % 2 == 0 ? "oslo" : "rome" }).ToList();

        var result = await Repository.SaveManyAsync(cats, Token);

        Assert.True(result.IsDone);
        Assert.Equal(cats.Select(cat => cat.Id), result.Items.Select(item => item.Key.Id));
        Assert.Equal("7", result.Items[7].Item!.Value.Name);
        Assert.All(result.Items, item => Assert.NotEmpty(item.Item!.ETag));
        Assert.Equal([100, 100, 25, 25], _shelter.Store.Requests.OfType<StoreTransaction>().Select(transaction => transaction.Operations.Length).OrderDescending());
    }

    [Fact]
    public async Task Nothing_is_sent_when_one_is_not_valid_and_the_faults_say_which()
    {
        var refused = await Assert.ThrowsAsync<ValidationException>(() => Repository.SaveManyAsync([Cats.Tom, Cats.Tom with { Age = 99 }, Cats.Tom with { Mood = "angry" }], Token));

        Assert.Equal([1, 2], refused.Faults.Select(fault => fault.Operation));
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task When_one_is_refused_the_others_are_written_all_the_same()
    {
        _shelter.Store.Faults.Enqueue(new TransactionFailedException(1, "cat|tim", new StoreRequestException("no")));
        _shelter.Store.Faults.Enqueue(null);
        _shelter.Store.Faults.Enqueue(new StoreRequestException("no"));

        var result = await Repository.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }, Cats.Tom with { Id = "kit" }], Token);

        Assert.Equal([true, false, true], result.Items.Select(item => item.IsDone));
        Assert.IsType<StoreRequestException>(Assert.Single(result.Failed).Error);
        Assert.True(_shelter.Store.Has("oslo", "cat|kit"));
    }

    [Fact]
    public async Task What_the_store_could_not_do_now_is_tried_again()
    {
        _shelter.Store.Faults.Enqueue(new StoreThrottledException("slow", TimeSpan.Zero));
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        Assert.True((await Repository.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }], Token)).IsDone);

        Assert.Equal(3, _shelter.Store.Requests.Count);
    }

    [Fact]
    public async Task A_batch_ends_when_the_store_stays_away()
    {
        for (var count = 0; count < 4; count++)
        {
            _shelter.Store.Faults.Enqueue(new StoreUnavailableException("away"));
        }

        var result = await Repository.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }], Token);

        Assert.All(result.Items, item => Assert.IsType<StoreUnavailableException>(item.Error));
        Assert.Equal(4, _shelter.Store.Requests.Count);
    }

    [Fact]
    public async Task What_is_too_large_together_goes_in_halves()
    {
        _shelter.Store.Faults.Enqueue(new DocumentTooLargeException("2 MiB"));

        var result = await Repository.SaveManyAsync([.. Enumerable.Range(0, 8).Select(number => Cats.Tom with { Id = $"c{number}" })], Token);

        Assert.True(result.IsDone);
        Assert.Equal([8, 4, 4], _shelter.Store.Requests.OfType<StoreTransaction>().Select(transaction => transaction.Operations.Length));
    }

    [Fact]
    public async Task Deleting_many_tells_what_was_missing()
    {
        await Repository.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }], Token);

        var result = await Repository.DeleteManyAsync([Cats.Key("tom"), Cats.Key("no"), Cats.Key("tim"), Cats.Key("tom"), Cats.Key(new string('x', 2000))], Token);

        Assert.True(result.IsDone);
        Assert.Equal([false, true, false, false, true], result.Items.Select(item => item.WasMissing));
        Assert.False(_shelter.Store.Has("oslo", "cat|tim"));
    }

    [Fact]
    public async Task Empty_batches_send_nothing()
    {
        Assert.Empty((await Repository.SaveManyAsync([], Token)).Items);
        Assert.Empty((await Repository.DeleteManyAsync([], Token)).Items);
        Assert.Empty((await Repository.GetManyAsync([], cancellationToken: Token)).Items);
        Assert.Empty(_shelter.Store.Requests);
    }
}
