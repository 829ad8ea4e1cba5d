using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Publishes notifications of accesses behind the requests: up to ten at once, and what waits when the app stops within a time.</summary>
internal sealed class AccessNotificationPump(
    AccessNotifications notifications, IServiceProvider services, IOptions<AccessNotificationOptions> options, GatewayMetrics metrics, TimeProvider time, ILoggerFactory logs) : BackgroundService
{
    private const int Most = 10;
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ILogger _logger = logs.CreateLogger(Log.Category);
    private readonly CancellationTokenSource _giveUp = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        notifications.Close();
        using var deadline = new CancellationTokenSource(options.Value.DrainTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        if (ExecuteTask is { } pumping)
        {
            await pumping.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _giveUp.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (notifications.Waiting is { CanCount: true, Count: > 0 and var left })
        {
            metrics.Notified("dropped", left);
            Log.AccessNotificationsLeft(_logger, left);
        }
    }

    public override void Dispose()
    {
        _giveUp.Dispose();
        base.Dispose();
    }

    /// <summary>Goes on after the app was told to stop, until nothing waits or the time is over.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reader = notifications.Waiting;
        try
        {
            while (await reader.WaitToReadAsync(_giveUp.Token).ConfigureAwait(false))
            {
                var batch = new List<(string Topic, AccessEntry Entry)>(Most);
                while (batch.Count < Most && reader.TryRead(out var next))
                {
                    batch.Add(next);
                }

                foreach (var group in batch.GroupBy(waiting => waiting.Topic, waiting => waiting.Entry, StringComparer.Ordinal))
                {
                    await PublishAsync(group.Key, [.. group], _giveUp.Token).ConfigureAwait(false);
                    notifications.Done(group.Count());
                }
            }
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            // The time to drain is over; what is left is counted by whoever stopped us.
        }
    }

    private async Task PublishAsync(string topic, List<AccessEntry> entries, CancellationToken cancellationToken)
    {
        using var activity = Start(entries);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var notifier = services.GetRequiredService<INotifier>();
                var result = await notifier.PublishBatchAsync(topic, [.. entries.Select(Message)], cancellationToken).ConfigureAwait(false);
                metrics.Notified("published", result.Successful.Count);
                if (result.Failed.Count > 0)
                {
                    metrics.Notified("failed", result.Failed.Count);
                    Log.AccessNotificationsFailed(_logger, null, result.Failed.Count, topic);
                }

                return;
            }
            catch (StoreException refusal) when (refusal.IsTransient && attempt < Attempts)
            {
                await Task.Delay(Pause * attempt, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                metrics.Notified("failed", entries.Count);
                Log.AccessNotificationsFailed(_logger, exception, entries.Count, topic);
                return;
            }
        }
    }

    /// <summary>One access goes on in its own trace, whether somebody listens or not; several are linked to theirs.</summary>
    private static Activity? Start(List<AccessEntry> entries)
    {
        const string Name = "gateway notify";
        if (entries is not [var single])
        {
            return GatewayTelemetry.Source.StartActivity(Name, ActivityKind.Producer, default(ActivityContext), links: entries.Select(entry => new ActivityLink(entry.Trace)));
        }

        var activity = GatewayTelemetry.Source.StartActivity(Name, ActivityKind.Producer, single.Trace);
        return activity is null && single.Trace != default
            ? new Activity(Name).SetParentId(single.Trace.TraceId, single.Trace.SpanId, single.Trace.TraceFlags).Start()
            : activity;
    }

    private static BatchEntry Message(AccessEntry entry, int position)
    {
        var body = new AccessNotification(entry.At, entry.Method, entry.Route, entry.Path, entry.Function, entry.Status, entry.Elapsed.TotalMilliseconds, entry.RequestId)
        {
            Principal = entry.Subject ?? entry.Client,
            ErrorCode = entry.ErrorCode,
            TraceId = entry.TraceId,
        };
        return new BatchEntry(position.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(body, Json))
        {
            Configure = message =>
            {
                message.Attribute("method", entry.Method).Attribute("route", entry.Route).Attribute("function", entry.Function).Attribute("status", entry.Status);
                if (body.Principal is { Length: > 0 } principal)
                {
                    message.Attribute("principal", principal);
                }
            },
        };
    }
}
