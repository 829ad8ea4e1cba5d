using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>A listener's work in the background, stopped in two steps: take nothing new, then drop what is under way.</summary>
/// <param name="function">The function listened for.</param>
/// <param name="work">
/// The work, run again after a while when it throws. Its first token says to take nothing new, its second to drop what is under way.
/// </param>
/// <param name="time">The clock of the waits.</param>
/// <param name="logger">Where failures of the listener itself go.</param>
internal sealed class ListenerLoop(string function, Func<CancellationToken, CancellationToken, Task> work, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _dropping = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var dropping = cancellationToken.Register(_dropping.Cancel);
        await _running.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _dropping.Cancel();
        _stopping.Dispose();
        _dropping.Dispose();
    }

    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        var dropping = _dropping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping, dropping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested || dropping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A listener outlives whatever its source throws.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.ListenerFailed(logger, e, function, AfterFailure);
                await Task.Delay(AfterFailure, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
