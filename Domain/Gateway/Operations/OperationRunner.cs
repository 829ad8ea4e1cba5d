using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Runs accepted operations as the queue brings them, and brings back those that got lost.</summary>
/// <remarks>One attempt at a time: an attempt owns the operation by a lease on its record. The queue only wakes; what is true stands in the record.</remarks>
public sealed class OperationRunner
{
    /// <summary>The queue that brings operations.</summary>
    public const string Queue = "virga-operations";

    private const int MostResultBytes = 64 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly OperationStore _store;
    private readonly OperationHandlers _handlers;
    private readonly IMessageQueue _queue;
    private readonly TypedBodyReader _reader;
    private readonly ChangeOrigins _origins;
    private readonly IServiceProvider _services;
    private readonly OperationOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal OperationRunner(
        OperationStore store, OperationHandlers handlers, IMessageQueue queue, TypedBodyReader reader, ChangeOrigins origins, IServiceProvider services, IOptions<OperationOptions> options, TimeProvider time, ILoggerFactory logs)
    {
        (_store, _handlers, _queue, _reader, _origins, _services, _options, _time) = (store, handlers, queue, reader, origins, services, options.Value, time);
        _logger = logs.CreateLogger(Log.Category);
    }

    /// <summary>Makes one attempt at an operation. A failed attempt is an outcome, not an exception; what throws is brought again by the queue.</summary>
    public async Task RunAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not var (record, etag) || record.IsFinished)
        {
            return;
        }

        var now = _time.GetUtcNow();
        if (record.State == OperationState.Running && record.DueAt > now)
        {
            // Another attempt has it, or died with it: then the lease ends, and we are back.
            await _queue.SendAsync(Queue, BinaryData.FromString(id), record.DueAt - now, cancellationToken).ConfigureAwait(false);
            return;
        }

        var running = record with { State = OperationState.Running, Attempts = record.Attempts + 1, DueAt = now + _options.Lease };
        if (await _store.TryReplaceAsync(running, etag, cancellationToken).ConfigureAwait(false) is { } lease)
        {
            var ended = await AttemptAsync(running, cancellationToken).ConfigureAwait(false);
            if (await _store.TryReplaceAsync(ended, lease, CancellationToken.None).ConfigureAwait(false) is not null && !ended.IsFinished)
            {
                await _queue.SendAsync(Queue, BinaryData.FromString(id), DelayAfter(ended.Attempts), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts operations back into the queue that nothing has become of in time: their message, or the process that had them, is gone.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default)
    {
        foreach (var (record, etag) in await _store.OverdueAsync(_time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
        {
            // Waiting again: so that the next sweep leaves it in peace for a while.
            var waiting = record with { State = OperationState.Accepted, DueAt = _time.GetUtcNow() + Grace };
            if (await _store.TryReplaceAsync(waiting, etag, cancellationToken).ConfigureAwait(false) is not null)
            {
                await _queue.SendAsync(Queue, BinaryData.FromString(record.Id), default, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal async Task<OperationRecord> StartAsync(OperationRecord record, CancellationToken cancellationToken)
    {
        var accepted = record with { DueAt = _time.GetUtcNow() + Grace };
        await _store.CreateAsync(accepted, cancellationToken).ConfigureAwait(false);
        try
        {
            await _queue.SendAsync(Queue, BinaryData.FromString(record.Id), default, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException fault)
        {
            // It is accepted all the same: the sweep brings it.
            Log.OperationNotQueued(_logger, fault, record.Id);
        }

        return accepted;
    }

    private async Task<OperationRecord> AttemptAsync(OperationRecord record, CancellationToken cancellationToken)
    {
        using var activity = ActivityContext.TryParse(record.TraceParent, null, isRemote: true, out var parent)
            ? GatewayTelemetry.Source.StartActivity($"operation {record.Handler}", ActivityKind.Consumer, parent)
            : GatewayTelemetry.Source.StartActivity($"operation {record.Handler}", ActivityKind.Consumer);
        _origins.Begin(new ChangeOrigin { Subject = record.Subject, RequestId = record.Id, Function = record.Handler, TraceId = Activity.Current?.TraceId.ToString() });
        try
        {
            var handler = _handlers.Find(record.Handler)
                ?? throw new InvalidOperationException($"There is no handler of operations '{record.Handler}' any more: register it with services.AddOperation<…>(\"{record.Handler}\").");
            var context = new OperationContext(record.Id, record.Attempts, record.Subject);
            var outcome = await handler.RunAsync(_services, record.Input, _reader.Options, context, cancellationToken).ConfigureAwait(false);
            return record with { State = OperationState.Succeeded, FinishedAt = _time.GetUtcNow(), Location = outcome.Location, Result = ResultOf(outcome) };
        }
        catch (GatewayException refused)
        {
            return Failed(record, refused.Problem.Code, refused.Problem.Detail);
        }
        catch (ValidationException refused)
        {
            return Failed(record, refused.Code, ProblemMap.Of(refused).Detail);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            Log.OperationAttemptFailed(_logger, fault, record.Handler, record.Id, record.Attempts);
            return record.Attempts >= _options.Attempts
                ? Failed(record, OperationProblemCodes.Failed, "The operation failed. The log has the details under its id.")
                : record with { State = OperationState.Accepted, DueAt = _time.GetUtcNow() + DelayAfter(record.Attempts) + Grace };
        }
    }

    private OperationRecord Failed(OperationRecord record, string code, string message) =>
        record with { State = OperationState.Failed, FinishedAt = _time.GetUtcNow(), ErrorCode = code, Error = message };

    private JsonElement? ResultOf(OperationOutcome outcome)
    {
        if (outcome.Value is null)
        {
            return null;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(outcome.Value, _reader.Options.GetTypeInfo(outcome.Value.GetType()));
        return bytes.Length <= MostResultBytes
            ? JsonElement.Parse(bytes)
            : throw new InvalidOperationException($"The operation's result has {bytes.Length} bytes; at most {MostResultBytes} are kept with it. Store it and give its place: OperationOutcome.At(…).");
    }

    private TimeSpan DelayAfter(int attempts)
    {
        var delay = _options.RetryDelay * Math.Pow(2, Math.Min(attempts - 1, 20));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
