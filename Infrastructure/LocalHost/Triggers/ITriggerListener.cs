namespace Virga.LocalHost;

/// <summary>Watches for what starts a function, and runs it.</summary>
internal interface ITriggerListener
{
    /// <summary>Begins to watch; returns when everything from now on will be seen.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Whether it knows of nothing that should have started the function by now, and the function is not running for it.</summary>
    bool IsIdle { get; }

    /// <summary>Takes nothing new and waits for what is under way, until the token is cancelled; then cancels that too.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
