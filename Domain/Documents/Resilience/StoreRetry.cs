using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>Repeats what is safe to repeat, as <see cref="StoreRetryOptions"/> say.</summary>
internal sealed class StoreRetry(StoreRetryOptions options, TimeProvider time)
{
    private const int MostDoublings = 16;

    public async Task<TResult> RunAsync<TResult>(Func<CancellationToken, Task<TResult>> run, CancellationToken cancellationToken)
    {
        var started = Now();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? pause;
            try
            {
                return await run(cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException refusal) when ((pause = PauseAfter(refusal, attempt, started)) is not null)
            {
                // Again, after the pause.
            }

            await Task.Delay(pause.Value, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The time to give to <see cref="PauseAfter"/> when an operation begins.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>How long to wait before trying again; null when it is not worth it any more.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries; no secret.")]
    public TimeSpan? PauseAfter(StoreException refusal, int attempt, long started)
    {
        if (!refusal.IsTransient || attempt >= options.MaxRetries)
        {
            return null;
        }

        var whole = options.FirstPause * Math.Pow(2, Math.Min(attempt, MostDoublings));
        var pause = whole * (0.5 + (Random.Shared.NextDouble() / 2));
        if (Throttled(refusal) is { } throttled)
        {
            pause += throttled.RetryAfter;
        }

        return time.GetElapsedTime(started) + pause <= options.MaxTime ? pause : null;
    }

    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);

    private static StoreThrottledException? Throttled(StoreException refusal) =>
        refusal as StoreThrottledException ?? (refusal as TransactionFailedException)?.Reason as StoreThrottledException;
}
