using Virga.Documents;

namespace Unit.Documents;

public sealed class TransactionTokenTests
{
    private static readonly TransactionOptions Once = new() { Token = "order-7" };

    private readonly Shelter _shelter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_marker_is_written_in_the_same_transaction_and_expires()
    {
        await _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom), Once with { Remember = TimeSpan.FromHours(1) }, Token);

        var sent = Assert.Single(_shelter.Store.Requests.OfType<StoreTransaction>());
        Assert.Equal(["_transaction|order-7", "cat|tom"], sent.Operations.Select(operation => operation.Id));
        Assert.Equal(TimeSpan.FromHours(1), sent.Operations[0].TimeToLive);
    }

    [Fact]
    public async Task The_same_token_again_changes_nothing_and_gives_the_recorded_result()
    {
        Action<Transaction> build = t => t.Create(_shelter.Cats, Cats.Tom with { Id = null! }).Update(_shelter.Cats, Cats.Key("tim"), Update.Of<Cat>().Add(cat => cat.Age, 1));
        await _shelter.Cats.CreateAsync(Cats.Tom with { Id = "tim" }, Token);
        var first = await _shelter.Documents.TransactAsync("oslo", build, Once, Token);

        var second = await _shelter.Documents.TransactAsync("oslo", build, Once, Token);

        Assert.Equal((false, true), (first.IsReplay, second.IsReplay));
        Assert.Equal(first.Results.Select(result => (result.StoredId, result.Key, result.ETag)), second.Results.Select(result => (result.StoredId, result.Key, result.ETag)));
        Assert.Equivalent(first.Item<Cat>(0).Value, second.Item<Cat>(0).Value, strict: true);
        Assert.Equal(4, (await _shelter.Cats.GetAsync(Cats.Key("tim"), cancellationToken: Token))!.Value.Age);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_is_looked_up_and_a_lost_request_sent_again(bool happened)
    {
        _shelter.Store.FaultsComeLate = happened;
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));
        var committed = 0;

        var outcome = await _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom).OnCommitted(() => committed++), Once, Token);

        Assert.Equal(happened, outcome.IsReplay);
        Assert.Equal("tom", outcome.Item<Cat>(0).Value.Id);
        Assert.True(_shelter.Store.Has("oslo", "cat|tom"));
        Assert.Equal(1, committed);
    }

    [Fact]
    public async Task Without_a_token_a_lost_answer_is_the_callers()
    {
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        await Assert.ThrowsAsync<StoreTimeoutException>(() => _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom), Token));

        Assert.Single(_shelter.Store.Requests);
    }

    [Fact]
    public async Task Retries_end()
    {
        for (var count = 0; count < 20; count++)
        {
            _shelter.Store.Faults.Enqueue(count % 2 == 0 ? new StoreUnavailableException("away") : null);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom), Once, Token));

        Assert.Equal(4, _shelter.Store.Requests.OfType<StoreTransaction>().Count());
    }

    [Fact]
    public async Task A_token_of_another_transaction_is_refused()
    {
        await _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom), Once, Token);

        await Assert.ThrowsAsync<TransactionTokenException>(() => _shelter.Documents.TransactAsync("oslo", t => t.Delete(_shelter.Cats, Cats.Key("tom")), Once, Token));

        Assert.True(_shelter.Store.Has("oslo", "cat|tom"));
    }

    [Fact]
    public async Task A_refusal_keeps_the_callers_own_numbers_and_leaves_no_marker()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);

        var refused = await Assert.ThrowsAsync<TransactionFailedException>(() =>
            _shelter.Documents.TransactAsync("oslo", t => t.Create(_shelter.Cats, Cats.Tom with { Id = "tim" }).Create(_shelter.Cats, Cats.Tom), Once, Token));

        Assert.Equal((1, "cat", Cats.Key("tom")), (refused.Index, refused.Model, refused.Key!.Value));
        Assert.IsType<DocumentExistsException>(refused.Reason);
        Assert.False(_shelter.Store.Has("oslo", "_transaction|order-7"));
    }

    [Fact]
    public async Task A_token_takes_one_of_the_hundred_operations()
    {
        void Build(Transaction t, int count)
        {
            for (var number = 0; number < count; number++)
            {
                t.Create(_shelter.Cats, Cats.Tom with { Id = $"c{number}" });
            }
        }

        await _shelter.Documents.TransactAsync("oslo", t => Build(t, 99), Once, Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _shelter.Documents.TransactAsync("oslo", t => Build(t, 100), Once with { Token = "other" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("oslo", t => Build(t, 1), Once with { Token = "" }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("oslo", t => Build(t, 1), Once with { Remember = TimeSpan.Zero }, Token));
    }

    [Fact]
    public async Task Documents_of_one_partition_are_read_together_and_the_missing_are_null()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);

        var read = await _shelter.Documents.ReadTogetherAsync("oslo", r => r.Get(_shelter.Cats, Cats.Key("no")).Get(_shelter.Cats, Cats.Key("tom")).Get(_shelter.Cats, Cats.Key("tom")), Token);

        Assert.Null(read.Item<Cat>(0));
        Assert.Equal("Tom", read.Item<Cat>(1)!.Value.Name);
        Assert.Equal("Tom", read.Item<Cat>(2)!.Value.Name);
        Assert.Equal("read-together 2", _shelter.Store.Requests[^1]);
        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.ReadTogetherAsync("rome", r => r.Get(_shelter.Cats, Cats.Key("tom")), Token));
    }
}
