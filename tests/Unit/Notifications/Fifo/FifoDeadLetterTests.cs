using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Dead letters that a process wrote and could not tell of.</summary>
public sealed class FifoDeadLetterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_letter_that_a_process_wrote_and_died_over_goes_when_the_message_is_delivered_after_all()
    {
        await using var world = new FifoWorld(configure: builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first"), options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var isBuried = false;
        world.Log.OnMove = (_, _) => isBuried ? Task.CompletedTask : throw new InvalidOperationException("no");
        world.Store.BeforeWrite = operation =>
        {
            if (isBuried && operation.Id.StartsWith("_fifo-head", StringComparison.Ordinal))
            {
                world.Store.BeforeWrite = null;
                throw new ProcessDiedException();
            }

            isBuried |= operation.Id.StartsWith("_dead-letter", StringComparison.Ordinal);
        };
        await world.PublishAsync("g", 1);

        await world.RunAsync();

        Assert.Equal((1, 1), (world.Deaths, world.Log.Of("first", "g").Count));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_dead_letter_that_a_process_died_over_goes_also_when_a_later_attempt_delivers()
    {
        NotificationsOptions? settings = null;
        await using var world = new FifoWorld(
            configure: builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first"),
            options: options => (settings = options).Retry = new RetryPolicy { NumRetries = 0 });
        var (isBuried, failures) = (false, 0);
        world.Log.OnMove = (_, _) => failures++ < 2 ? throw new InvalidOperationException("no") : Task.CompletedTask;
        world.Store.BeforeWrite = operation =>
        {
            if (isBuried && operation.Id.StartsWith("_fifo-head", StringComparison.Ordinal))
            {
                // The next process has more patience: its first attempt fails as well, and the one after it does not.
                settings!.Retry = new RetryPolicy { NumRetries = 3 };
                world.Store.BeforeWrite = null;
                throw new ProcessDiedException();
            }

            isBuried |= operation.Id.StartsWith("_dead-letter", StringComparison.Ordinal);
        };
        await world.PublishAsync("g", 1);

        await world.RunAsync();

        Assert.Equal((1, 3, 1), (world.Deaths, failures, world.Log.Of("first", "g").Count));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
    }
}
