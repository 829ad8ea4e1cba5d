using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>The sample of docs/guide/sagas.md: a cat moves between shelters that are partitions of their own.</summary>
public sealed class SagaTests
{
    private const string MessageId = "move-tom";

    private static readonly Schema<Mover> Model = Schema.Define<Mover>("mover", mover =>
    {
        mover.Partition(m => m.City);
        mover.Key(m => m.Id);
    });

    private static readonly Schema<Place> Places = Schema.Define<Place>("place", place =>
    {
        place.Partition(p => p.City);
        place.Key(p => p.Id);
    });

    private static readonly DocumentKey Tom = new("oslo", "tom");
    private static readonly DocumentKey Rome = new("rome", "shelter");

    private readonly Shelter _shelter = new();
    private readonly IRepository<Mover> _cats;
    private readonly IRepository<Place> _places;

    public SagaTests()
    {
        _cats = _shelter.Documents.For(Model);
        _places = _shelter.Documents.For(Places);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    public async Task A_cat_moves_once_however_often_the_message_comes(int free, int deliveries)
    {
        await BeginAsync(free);

        for (var delivery = 0; delivery < deliveries; delivery++)
        {
            await ConsumeAsync();
        }

        Assert.False(await _cats.ExistsAsync(Tom, cancellationToken: Token));
        Assert.True(await _cats.ExistsAsync(new DocumentKey("rome", "tom"), cancellationToken: Token));
        Assert.Equal(0, (await _places.GetAsync(Rome, cancellationToken: Token))!.Value.Free);
    }

    [Fact]
    public async Task A_lost_answer_is_no_second_move()
    {
        await BeginAsync(free: 2);
        _shelter.Store.FaultsComeLate = true;
        _shelter.Store.Faults.Enqueue(null);
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        await ConsumeAsync();
        await ConsumeAsync();

        Assert.Equal(1, (await _places.GetAsync(Rome, cancellationToken: Token))!.Value.Free);
    }

    [Fact]
    public async Task A_full_shelter_takes_the_first_step_back()
    {
        await BeginAsync(free: 0);

        await ConsumeAsync();
        await ConsumeAsync();

        Assert.Equal("calm", (await _cats.GetAsync(Tom, cancellationToken: Token))!.Value.Mood);
        Assert.False(await _cats.ExistsAsync(new DocumentKey("rome", "tom"), cancellationToken: Token));
    }

    [Fact]
    public async Task Two_partitions_in_one_transaction_are_refused_with_the_way_out()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _shelter.Documents.TransactAsync("oslo", t => t.Create(_cats, new Mover("tom", "rome", "calm")), Token));

        Assert.Contains("write the others from a notification this transaction publishes", refused.Message, StringComparison.Ordinal);
    }

    private async Task BeginAsync(int free)
    {
        await _places.CreateAsync(new Place("shelter", "rome", free), Token);
        await _cats.CreateAsync(new Mover("tom", "oslo", "calm"), Token);
        var message = new StoreOperation.Create(StoredId.Of("_message", MessageId), new JsonObject { [EnvelopeNames.Model] = "_message" });
        await _shelter.Documents.TransactAsync(
            "oslo", t => t.Update(_cats, Tom, Update.Of<Mover>().Set(c => c.Mood, "moving"), c => c.Mood != "moving").Append(message), Token);
    }

    private async Task ConsumeAsync()
    {
        try
        {
            await _shelter.Documents.TransactAsync(
                "rome",
                t => t.Update(_places, Rome, Update.Of<Place>().Add(s => s.Free, -1), s => s.Free > 0).Create(_cats, new Mover("tom", "rome", "calm")),
                new TransactionOptions { Token = MessageId },
                Token);
        }
        catch (TransactionFailedException full) when (full.Reason is ConditionFailedException)
        {
            await _shelter.Documents.TransactAsync(
                "oslo", t => t.Update(_cats, Tom, Update.Of<Mover>().Set(c => c.Mood, "calm")), new TransactionOptions { Token = MessageId + "-stays" }, Token);
            return;
        }

        await _shelter.Documents.TransactAsync("oslo", t => t.Delete(_cats, Tom), new TransactionOptions { Token = MessageId + "-left" }, Token);
    }

    private sealed record Mover(string Id, string City, string Mood);

    private sealed record Place(string Id, string City, int Free);
}
