using Virga.Documents;

namespace Unit.Documents;

/// <summary>The model's own code runs around every kind of write, alone, in batches and in transactions.</summary>
public sealed class RepositoryHookTests
{
    private readonly List<string> _ran = [];
    private readonly Shelter _shelter = new();
    private readonly IRepository<Cat> _cats;

    public RepositoryHookTests()
    {
        _cats = _shelter.Documents.For(Schema.Define<Cat>("cat", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.BeforeWrite((c, context) => c with { Mood = context.Kind.ToString() });
            cat.AfterWrite((c, context) => _ran.Add($"{context.Kind} {c.Id}"));
            cat.BeforeDelete((key, _) =>
            {
                _ran.Add($"deleting {key.Id}");
                return ValueTask.CompletedTask;
            });
            cat.AfterDelete((key, _) =>
            {
                _ran.Add($"deleted {key.Id}");
                return ValueTask.CompletedTask;
            });
        }));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alone()
    {
        Assert.Equal("Create", (await _cats.CreateAsync(Cats.Tom, Token)).Value.Mood);
        await _cats.SaveAsync(Cats.Tom, cancellationToken: Token);
        await _cats.DeleteReturningAsync(Cats.Key("tom"), cancellationToken: Token);

        Assert.Equal(["Create tom", "Save tom", "deleting tom", "deleted tom"], _ran);
    }

    [Fact]
    public async Task In_batches_for_what_was_written()
    {
        _shelter.Store.Faults.Enqueue(new TransactionFailedException(0, "cat|tom", new StoreRequestException("no")));
        _shelter.Store.Faults.Enqueue(new StoreRequestException("no"));

        var saved = await _cats.SaveManyAsync([Cats.Tom, Cats.Tom with { Id = "tim" }], Token);
        await _cats.DeleteManyAsync([Cats.Key("tim"), Cats.Key("no")], Token);

        Assert.Equal("Save", saved.Items[1].Item!.Value.Mood);
        Assert.Equal(["Save tim", "deleting tim", "deleting no", "deleted tim"], _ran);
    }

    [Fact]
    public async Task In_transactions_once_they_have_happened()
    {
        await _shelter.Documents.TransactAsync("oslo", t => t.Create(_cats, Cats.Tom), Token);
        await Assert.ThrowsAsync<TransactionFailedException>(() => _shelter.Documents.TransactAsync("oslo", t => t.Create(_cats, Cats.Tom with { Id = "tim" }).Create(_cats, Cats.Tom), Token));
        await _shelter.Documents.TransactAsync("oslo", t => t.Delete(_cats, Cats.Key("tom")), Token);

        Assert.Equal(["Create tom", "deleting tom", "deleted tom"], _ran);
    }
}
