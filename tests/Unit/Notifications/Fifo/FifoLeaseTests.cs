using Support;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Who may work on a group, and for how long.</summary>
public sealed class FifoLeaseTests
{
    private static readonly FifoTurn Turn = FifoTurn.New("moves.fifo", "g", "fn:first");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_renewal_that_fails_once_costs_neither_the_lease_nor_the_attempt()
    {
        await using var app = new TestApp();
        var lease = app.Get<FifoLease>();
        var head = await lease.ClaimAsync(Turn, Token);
        var (renewals, isAway) = (0, true);
        app.Store.BeforeWrite = _ =>
        {
            renewals++;
            if (isAway)
            {
                throw new StoreUnavailableException("away");
            }
        };
        var end = new TaskCompletionSource<Attempt>();
        var holding = lease.HoldAsync(head!, _ => end.Task, Token);

        await PassAsync(1);
        isAway = false;
        await PassAsync(2);
        end.SetResult(new Attempt.Unwanted("done"));
        var (attempt, held) = await holding;

        Assert.IsType<Attempt.Unwanted>(attempt);
        Assert.True(held!.Until > head!.Until);

        async Task PassAsync(int expected)
        {
            app.Time.Advance(TimeSpan.FromSeconds(10));
            await Eventually.True(() => renewals == expected, "the lease is renewed", cancellationToken: Token);
        }
    }

    [Fact]
    public async Task A_lease_that_somebody_else_took_ends_the_attempt()
    {
        await using var app = new TestApp();
        var lease = app.Get<FifoLease>();
        var head = await lease.ClaimAsync(Turn, Token);
        app.Store.Change(head!.Id, stored => stored["holder"] = "another");

        var holding = lease.HoldAsync(
            head,
            async token =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(10));
                await Task.Delay(Timeout.Infinite, token);
                return new Attempt.Unwanted("never");
            },
            Token);

        Assert.Null((await holding).Head);
    }
}
