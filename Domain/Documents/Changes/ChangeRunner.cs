using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Calls a handler with changes until it takes them, and puts aside what it never takes.</summary>
internal sealed class ChangeRunner(
    IServiceScopeFactory scopes, IDocuments documents, IDocumentStore store, ChangeLetterStore letters, IOptions<ChangesOptions> options, TimeProvider time, ILogger<ChangeDispatcher> logger)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly ChangesOptions _options = options.Value;

    public async Task RunAsync(ChangeHandler handler, IReadOnlyList<FeedDocument> changes, CancellationToken cancellationToken)
    {
        if (!handler.TakesBatches || changes.Count == 1)
        {
            foreach (var change in changes)
            {
                await RunAsync(handler, change, _options.Attempts, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (await TryAsync(handler, changes, _options.Attempts, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            Log.BatchTakenApart(logger, handler.Name, changes.Count, fault);
            foreach (var change in changes)
            {
                await RunAsync(handler, change, attempts: 1, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Calls the handler once with one change, as a retry of a dead letter does.</summary>
    /// <returns>What it threw; null when it took the change.</returns>
    public Task<Exception?> TryOnceAsync(ChangeHandler handler, FeedDocument change, CancellationToken cancellationToken) => TryAsync(handler, [change], 1, cancellationToken);

    private async Task RunAsync(ChangeHandler handler, FeedDocument change, int attempts, CancellationToken cancellationToken)
    {
        if (await TryAsync(handler, [change], attempts, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            await letters.WriteAsync(handler, change, fault, _options.Attempts, cancellationToken).ConfigureAwait(false);
            DocumentsTelemetry.ChangeDone(handler, "dead-lettered", 1);
            Log.ChangeDeadLettered(logger, handler.Name, change.Id, change.Partition, _options.Attempts, fault);
        }
    }

    private async Task<Exception?> TryAsync(ChangeHandler handler, IReadOnlyList<FeedDocument> changes, int attempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await AttemptAsync(handler, changes, attempt, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                DocumentsTelemetry.ChangeDone(handler, "handled", changes.Count);
                return null;
            }

            DocumentsTelemetry.ChangeDone(handler, "failed", changes.Count);
            if (attempt >= attempts || fault is DocumentReadException or DocumentVersionException)
            {
                return fault;
            }

            Log.ChangeFailed(logger, handler.Name, changes[0].Id, attempt, fault);
            await Task.Delay(DelayAfter(attempt), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Exception?> AttemptAsync(ChangeHandler handler, IReadOnlyList<FeedDocument> changes, int attempt, CancellationToken cancellationToken)
    {
        using var activity = DocumentsTelemetry.Source.StartActivity($"change {handler.Name}", ActivityKind.Consumer);
        activity?.SetTag("virga.model", handler.Schema.Name).SetTag("virga.handler", handler.Name).SetTag("virga.attempt", attempt);
        using var limit = new CancellationTokenSource(_options.Timeout, time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await handler.InvokeAsync(scope.ServiceProvider, changes, change => Context(handler, change, attempt), stopping.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A handler may throw anything; all of it is a failed attempt.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            return limit.IsCancellationRequested ? new TimeoutException($"The change handler '{handler.Name}' took longer than {_options.Timeout}.", fault) : fault;
        }
    }

    private ChangeContext Context(ChangeHandler handler, FeedDocument change, int attempt)
    {
        var effects = new EffectScope(documents, store, $"change:{handler.Name}:{change.Fingerprint}:{change.Version}", _options.KeepInbox)
        {
            Details = new Dictionary<string, string> { ["handler"] = handler.Name, ["document"] = change.Id, ["version"] = change.Version },
        };
        return new ChangeContext(handler.Name, attempt, effects);
    }

    private TimeSpan DelayAfter(int attempt)
    {
        var delay = _options.RetryDelay * Math.Pow(2, attempt - 1);
#pragma warning disable CA5394 // Jitter is no secret.
        return (delay < LongestDelay ? delay : LongestDelay) * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }
}
