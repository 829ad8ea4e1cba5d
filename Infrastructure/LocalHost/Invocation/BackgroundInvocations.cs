using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Invocations that nobody waits for but the host, when it stops.</summary>
internal sealed class BackgroundInvocations(IFunctionInvoker invoker, ILogger<BackgroundInvocations> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>How many run.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Starts a function.</summary>
    public void Start(FunctionDescriptor function, object? input)
    {
        var task = Task.Run(() => RunAsync(function, input));
        lock (_gate)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(Ended, TaskScheduler.Default);
    }

    /// <summary>Waits for what runs, and cancels it when the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var cancelling = cancellationToken.Register(_stopping.Cancel);
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(FunctionDescriptor function, object? input)
    {
        try
        {
            await invoker.InvokeAsync(function.Name, input, _stopping.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The host answers for whatever a function throws.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.InvocationFailed(logger, e, function.Name, 1);
        }
    }

    private void Ended(Task task)
    {
        lock (_gate)
        {
            _running.Remove(task);
        }
    }
}
