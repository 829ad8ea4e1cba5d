using Microsoft.Extensions.Time.Testing;
using Virga.Documents;

namespace Unit.Documents;

public sealed class RetryTests
{
    private readonly Shelter _shelter = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_repeated_while_the_store_is_away()
    {
        await _shelter.Cats.CreateAsync(Cats.Tom, Token);
        _shelter.Store.Faults.Enqueue(new StoreUnavailableException("away"));
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        Assert.NotNull(await _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token));
    }

    [Fact]
    public async Task A_write_is_never_repeated_without_a_token()
    {
        _shelter.Store.Faults.Enqueue(new StoreTimeoutException("late"));

        var refused = await Assert.ThrowsAsync<StoreTimeoutException>(() => _shelter.Cats.CreateAsync(Cats.Tom, Token));

        Assert.True(refused.IsAmbiguous);
        Assert.Single(_shelter.Store.Requests);
    }

    [Fact]
    public async Task What_is_final_is_not_repeated()
    {
        _shelter.Store.Faults.Enqueue(new StoreRequestException("no"));

        await Assert.ThrowsAsync<StoreRequestException>(() => _shelter.Cats.GetAsync(Cats.Key("tom"), cancellationToken: Token));

        Assert.Single(_shelter.Store.Requests);
    }

    [Fact]
    public void Pauses_double_with_a_random_half_and_obey_the_store()
    {
        var retry = new StoreRetry(new StoreRetryOptions { FirstPause = TimeSpan.FromMilliseconds(100), MaxRetries = 5 }, new FakeTimeProvider());
        var started = retry.Now();

        Assert.InRange(retry.PauseAfter(new StoreTimeoutException(""), 0, started)!.Value.TotalMilliseconds, 50, 100);
        Assert.InRange(retry.PauseAfter(new StoreTimeoutException(""), 3, started)!.Value.TotalMilliseconds, 400, 800);
        Assert.InRange(retry.PauseAfter(new StoreThrottledException("", TimeSpan.FromSeconds(2)), 0, started)!.Value.TotalMilliseconds, 2050, 2100);
        Assert.Null(retry.PauseAfter(new StoreTimeoutException(""), 5, started));
    }

    [Fact]
    public void No_retry_begins_that_would_end_after_the_longest_time()
    {
        var clock = new FakeTimeProvider();
        var retry = new StoreRetry(new StoreRetryOptions { MaxTime = TimeSpan.FromSeconds(10) }, clock);
        var started = retry.Now();

        Assert.Null(retry.PauseAfter(new StoreThrottledException("", TimeSpan.FromSeconds(30)), 0, started));
        Assert.NotNull(retry.PauseAfter(new StoreTimeoutException(""), 0, started));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(retry.PauseAfter(new StoreTimeoutException(""), 0, started));
    }
}
