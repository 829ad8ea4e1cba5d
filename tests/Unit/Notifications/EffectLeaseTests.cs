using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Effects outside the store: one process at a time, and not again once they succeeded.</summary>
public sealed class EffectLeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly TestApp _app = new(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one").Subscriber<CatSubscriber>("two"));
    private int _charged;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_effect_happens_once_for_each_subscription_however_often_the_message_comes()
    {
        var done = new List<(string, bool)>();
        _app.Log.OnMessage = async (_, context) => done.Add((context.SubscriptionId, await context.OnceAsync("charge", ChargeAsync, Lease, Token)));
        await PublishAsync();

        await DispatchAsync();
        await DispatchAsync();

        Assert.Equal(2, _charged);
        Assert.Equal([("fn:one", true), ("fn:two", true), ("fn:one", false), ("fn:two", false)], done);
        Assert.Empty(_app.Ports.Queued);
    }

    [Fact]
    public async Task Effects_of_other_names_and_other_messages_are_others()
    {
        _app.Log.OnMessage = async (_, context) =>
        {
            await context.OnceAsync("charge", ChargeAsync, Lease, Token);
            await context.OnceAsync("thank", ChargeAsync, Lease, Token);
        };
        await PublishAsync();
        await PublishAsync();

        await DispatchAsync();
        await DispatchAsync();

        Assert.Equal(8, _charged);
    }

    [Fact]
    public async Task While_one_is_at_it_another_attempt_fails_and_comes_again()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _app.Log.OnMessage = (_, context) => context.SubscriptionId == "fn:two" ? Task.CompletedTask : context.OnceAsync(
            "charge",
            async _ =>
            {
                begun.TrySetResult();
                await end.Task;
                _charged++;
            },
            Lease,
            Token);
        await PublishAsync();
        var first = DispatchAsync();
        await begun.Task;

        await DispatchAsync();

        var waiting = Delivery.Read(Assert.Single(_app.Ports.Queued).Body);
        Assert.Equal(("fn:one", 2), (waiting.Recipient, waiting.Attempt));
        end.SetResult();
        await first;
        Assert.IsType<DeliveryOutcome.Delivered>(await _app.Get<DeliveryWorker>().HandleAsync(_app.Ports.Take().Body, 1, Token));
        Assert.Equal(1, _charged);
    }

    [Fact]
    public async Task An_effect_that_throws_is_free_at_once_for_the_next_attempt()
    {
        _app.Log.OnMessage = (_, context) => context.OnceAsync("charge", _ => ++_charged == 1 ? throw new InvalidOperationException("no") : Task.CompletedTask, Lease, Token);
        await PublishAsync();

        await DispatchAsync();
        Assert.IsType<DeliveryOutcome.Delivered>(await _app.Get<DeliveryWorker>().HandleAsync(_app.Ports.Take().Body, 1, Token));

        Assert.Equal(3, _charged); // of two subscribers, one tried twice
    }

    [Fact]
    public async Task What_a_process_that_died_left_behind_is_taken_up_when_its_lease_ends()
    {
        var dies = true;
        _app.Store.BeforeWrite = operation =>
        {
            if (dies && operation.Id.StartsWith("_effect", StringComparison.Ordinal) && operation is not Virga.Documents.StoreOperation.Create)
            {
                throw new InvalidOperationException("The process is gone."); // before it could write how the effect went
            }
        };
        _app.Log.OnMessage = (_, context) => context.SubscriptionId == "fn:two" ? Task.CompletedTask : context.OnceAsync("charge", ChargeAsync, Lease, Token);
        await PublishAsync();
        await DispatchAsync();
        dies = false;

        Assert.IsType<DeliveryOutcome.Retry>(await _app.Get<DeliveryWorker>().HandleAsync(_app.Ports.Take().Body, 1, Token));
        _app.Time.Advance(Lease);
        Assert.IsType<DeliveryOutcome.Delivered>(await _app.Get<DeliveryWorker>().HandleAsync(_app.Ports.Take().Body, 1, Token));

        Assert.Equal(2, _charged);
    }

    [Fact]
    public async Task An_effect_is_told_when_its_lease_ends()
    {
        CancellationToken given = default;
        _app.Log.OnMessage = (_, context) => context.OnceAsync(
            "charge",
            token =>
            {
                given = token;
                _app.Time.Advance(Lease);
                token.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            Lease,
            Token);
        await PublishAsync();

        await DispatchAsync();

        Assert.True(given.IsCancellationRequested);
        Assert.Equal(2, _app.Ports.Queued.Count);
    }

    private Task ChargeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _charged);
        return Task.CompletedTask;
    }

    private async Task PublishAsync()
    {
        await _app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), null, Token);
        await _app.Relay.RelayAsync(_app.Store.All("_outbox"), Token);
    }

    private async Task DispatchAsync()
    {
        foreach (var routed in _app.Ports.Events.DistinctBy(routed => routed.Id))
        {
            await _app.Get<DeliveryDispatcher>().DispatchAsync(routed.Data, Token);
        }
    }
}
