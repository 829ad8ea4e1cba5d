using Virga.Documents;

namespace Unit.Documents;

public sealed class TransactionTests
{
    private readonly Shelter _shelter = new();
    private readonly IRepository<Stats> _stats;

    public TransactionTests() => _stats = _shelter.Documents.For(Schema.Define<Stats>("stats", model =>
    {
        model.Partition(s => s.ShelterId);
        model.Key(s => s.Name);
        model.Property(s => s.Count).Range(0, 10);
    }));

    public sealed record Stats(string ShelterId, string Name, int Count);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_of_several_models_happen_together_and_each_has_its_result()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        await _shelter.Cats.CreateAsync(Cats.Tom with { Id = "old" }, Token);
        var committed = new List<string>();

        var outcome = await _shelter.Documents.TransactAsync(
            "oslo",
            t => t.Create(_stats, new Stats("", "cats", 1))
                .Update(_shelter.Cats, Cats.Key("tom"), Update.Of<Cat>().Set(c => c.Mood, "wild"), c => c.Mood == "calm")
                .Delete(_shelter.Cats, Cats.Key("old"))
                .Append(new StoreOperation.Create("_outbox|1", Cats.Json("""{"_model":"_outbox"}""")))
                .OnCommitted(() => committed.Add("a")).OnCommitted(() => throw new InvalidOperationException("late")).OnCommitted(gave => committed.Add($"b {gave.Results[0].ETag}")),
            Token);

        Assert.Equal(["stats|cats", "cat|tom", "cat|old", "_outbox|1"], outcome.Results.Select(result => result.StoredId));
        Assert.Equal(["v3", "v4", null, "v5"], outcome.Results.Select(result => result.ETag));
        Assert.Equal(("oslo", "v3"), (outcome.Item<Stats>(0).Value.ShelterId, outcome.Item<Stats>(0).ETag));
        Assert.Equal(7, outcome.RequestCharge);
        Assert.Equal(["a", "b v3"], committed);
        Assert.Equal("wild", (string?)_shelter.Store.Body("oslo", "cat|tom")["mood"]);
        Assert.Throws<ArgumentException>(() => outcome.Item<Cat>(1));
    }

    [Fact]
    public async Task A_refused_operation_undoes_all_and_is_named()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom with { Mood = "wild" }, Token);
        var committed = false;

        var failed = await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync(
            "oslo",
            t => t.Create(_stats, new Stats("oslo", "cats", 1)).Check(_shelter.Cats, Cats.Key("tom"), c => c.Mood == "calm").OnCommitted(() => committed = true),
            Token));

        Assert.Equal((1, "cat|tom"), (failed.Index, failed.Id));
        Assert.Equal("The condition is false of the 'cat' with key 'oslo/tom'.", Assert.IsType<ConditionFailedException>(failed.Reason).Message);
        Assert.False(_shelter.Store.Has("oslo", "stats|cats"));
        Assert.False(committed);
    }

    [Fact]
    public async Task Every_operations_faults_are_told_at_once_and_nothing_is_sent()
    {
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => _shelter.Documents.TransactAsync(
            "oslo",
            t => t.Create(_shelter.Cats, Cats.Tom with { Name = null }).Create(_stats, new Stats("oslo", "a", 1)).Save(_stats, new Stats("oslo", "b", 11))
                .Update(_shelter.Cats, Cats.Key("x"), Update.Of<Cat>().Set(c => c.Age, -1)),
            Token));

        Assert.Equal([(0, "/name"), (2, "/count"), (3, "/age")], invalid.Faults.Select(fault => (fault.Operation!.Value, fault.Path.ToString())));
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task Code_of_the_model_that_waits_is_waited_for_before_anything_is_sent()
    {
        var late = _shelter.Documents.For(Schema.Define<Stats>("late", model =>
        {
            model.Partition(s => s.ShelterId);
            model.Key(s => s.Name);
            model.Property(s => s.Count).ValidateAsync(async (count, token) =>
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                return count < 10;
            }, "Must be below 10.");
        }));

        var done = await _shelter.Documents.TransactAsync("oslo", t => t.Create(late, new Stats("", "a", 1)).Create(_shelter.Cats, Cats.Tom).Save(late, new Stats("", "b", 2)), Token);
        var sent = _shelter.Store.Requests.Count;
        var invalid = await Assert.ThrowsAsync<ValidationException>(() => _shelter.Documents.TransactAsync(
            "oslo", t => t.Create(late, new Stats("", "c", 11)).Create(_shelter.Cats, Cats.Tom with { Name = null }).Replace(late, new Stats("", "d", 12)), Token));

        Assert.Equal(["late|a", "cat|tom", "late|b"], done.Results.Select(result => result.StoredId));
        Assert.Equal(("oslo", 2), (done.Item<Stats>(2).Value.ShelterId, done.Item<Stats>(2).Value.Count));
        Assert.Equal([(0, "/count"), (1, "/name"), (2, "/count")], invalid.Faults.Select(fault => (fault.Operation!.Value, fault.Path.ToString())));
        Assert.Equal(sent, _shelter.Store.Requests.Count);
        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("bergen", t => t.Create(late, new Stats("oslo", "e", 1)), Token));
    }

    [Fact]
    public async Task Another_partition_is_refused_at_once()
    {
        var created = await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("bergen", t => t.Create(_shelter.Cats, Cats.Tom), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("bergen", t => t.Delete(_shelter.Cats, Cats.Key("tom")), Token));

        Assert.StartsWith("The 'cat' 'tom' belongs to partition 'oslo', but this transaction writes to 'bergen'.", created.Message, StringComparison.Ordinal);
        Assert.Empty(_shelter.Store.Requests);
    }

    [Fact]
    public async Task A_hundred_operations_is_the_most()
    {
        await _shelter.Documents.TransactAsync("oslo", t => Fill(t, 100), Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _shelter.Documents.TransactAsync("oslo", t => Fill(t, 101), Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _shelter.Documents.TransactAsync("oslo", _ => { }, Token));

        void Fill(Transaction transaction, int count)
        {
            for (var index = 0; index < count; index++)
            {
                transaction.Create(_stats, new Stats("oslo", $"s{index}", 1));
            }
        }
    }

    [Fact]
    public async Task An_update_that_needs_the_document_reads_first_and_is_tried_anew_after_a_race()
    {
        await _stats.CreateAsync(new Stats("oslo", "cats", 1), Token);
        _shelter.Store.AfterRead = () =>
        {
            _shelter.Store.AfterRead = null;
            _shelter.Store.Put("oslo", "stats|cats", """{"_model":"stats","_key":"cats","shelterId":"oslo","count":5}""");
        };

        var outcome = await _shelter.Documents.TransactAsync(
            "oslo", t => t.Create(_shelter.Cats, Cats.Tom).Update(_stats, new("oslo", "cats"), Update.Of<Stats>().Add(s => s.Count, 1)), Token);

        Assert.Equal(6, outcome.Item<Stats>(1).Value.Count);
        Assert.Equal(2, _shelter.Store.Requests.OfType<StoreTransaction>().Count());
    }

    [Fact]
    public async Task What_a_read_refuses_fails_the_transaction_like_the_store_would()
    {
        var failed = await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync(
            "oslo", t => t.Create(_shelter.Cats, Cats.Tom).Update(_stats, new("oslo", "none"), Update.Of<Stats>().Add(s => s.Count, 1)), Token));

        Assert.Equal(1, failed.Index);
        Assert.IsType<DocumentNotFoundException>(failed.Reason);
    }

    [Fact]
    public async Task Models_of_different_containers_do_not_mix()
    {
        var elsewhere = _shelter.Documents.For(Schema.Define<Stats>("far", model =>
        {
            model.Partition(s => s.ShelterId);
            model.Key(s => s.Name);
            model.Container("far");
        }));

        await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync(
            "oslo", t => t.Create(_shelter.Cats, Cats.Tom).Create(elsewhere, new Stats("oslo", "a", 1)), Token));
    }
}
