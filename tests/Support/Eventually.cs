using System.Diagnostics;

namespace Support;

/// <summary>Waits for a condition across threads and processes: polls it, and fails at a deadline with what was waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly object Holds = new();

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within <paramref name="within"/> (30 s when not given).</exception>
    public static Task True(Func<bool> condition, string what, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        True(() => Task.FromResult(condition()), what, within, cancellationToken);

    /// <inheritdoc cref="True(Func{bool}, string, TimeSpan?, CancellationToken)"/>
    public static Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        Value(async () => await condition() ? Holds : null, what, within, cancellationToken);

    /// <summary>Waits until <paramref name="probe"/> returns something, and returns that. An exception of the probe counts as "not yet".</summary>
    /// <exception cref="TimeoutException">It returned nothing within <paramref name="within"/> (30 s when not given); holds the probe's last exception.</exception>
    public static async Task<T> Value<T>(
        Func<Task<T?>> probe, string what, TimeSpan? within = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var patience = within ?? Patience;
        var watch = Stopwatch.StartNew();
        Exception? last = null;
        while (watch.Elapsed < patience)
        {
            try
            {
                if (await probe() is { } value)
                {
                    return value;
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                last = exception;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        throw new TimeoutException($"Waited {patience.TotalSeconds:0.#} s in vain: {what}.", last);
    }
}
