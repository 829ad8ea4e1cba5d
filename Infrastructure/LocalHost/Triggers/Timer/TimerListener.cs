using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Runs a function on its schedule, in UTC, never twice at once. A run that was missed while the host was down is made up for at the start, once.</summary>
internal sealed class TimerListener : ITriggerListener, IDisposable
{
    // A timer cannot wait for more than some 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FunctionDescriptor _function;
    private readonly bool _runOnStartup;
    private readonly bool _remembers;
    private readonly TimerSchedule _schedule;
    private readonly TimerStore _store;
    private readonly TriggerInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ListenerLoop _loop;
    private ScheduleStatus _status = new();
    private bool _pastDue;
    private bool _started;
    private volatile bool _hasStarted;

    public TimerListener(
        FunctionDescriptor function, TimerTriggerAttribute trigger, SettingNames names, TimerStore store, TriggerInvoker invoker, TimeProvider time, ILogger logger)
    {
        (_function, _store, _invoker, _time, _runOnStartup) = (function, store, invoker, time, trigger.RunOnStartup);
        var schedule = names.Resolve(trigger.Schedule);
        _schedule = TimerSchedule.TryParse(schedule, out var parsed) ? parsed : throw new FormatException($"'{schedule}' is no schedule.");
        _remembers = trigger.UseMonitor && !_schedule.IsFrequent(Now);
        _loop = new ListenerLoop(function.Name, ListenAsync, time, logger);
    }

    public bool IsIdle => _hasStarted && _status.Next > Now;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var remembered = _remembers ? _store.Read(_function.Name) : null;
        _status = remembered ?? new ScheduleStatus { Next = _schedule.Next(now), LastUpdated = now };

        // Of a schedule that has changed since, only what the new one would have missed counts.
        var due = remembered is null ? now : Earlier(_schedule.Next(remembered.Last == default ? remembered.LastUpdated : remembered.Last), remembered.Next);
        _pastDue = remembered is not null && due < now;
        if (!_pastDue)
        {
            _status.Next = _schedule.Next(now);
        }

        Remember();
        _loop.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose() => _loop.Dispose();

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private async Task ListenAsync(CancellationToken stopping, CancellationToken dropping)
    {
        if (!_started)
        {
            _started = true;
            if (_pastDue || _runOnStartup)
            {
                await RunAsync(_pastDue, dropping).ConfigureAwait(false);
            }
        }

        _hasStarted = true;

        while (!stopping.IsCancellationRequested)
        {
            for (var wait = _status.Next - Now; wait > TimeSpan.Zero; wait = _status.Next - Now)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, stopping).ConfigureAwait(false);
            }

            await RunAsync(pastDue: false, dropping).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(bool pastDue, CancellationToken dropping)
    {
        var info = new TimerInfo
        {
            IsPastDue = pastDue,
            ScheduleStatus = _remembers ? new ScheduleStatus { Last = _status.Last, Next = _status.Next, LastUpdated = _status.LastUpdated } : null,
        };
        await _invoker.TryInvokeAsync(new TriggerInvocation(_function, info), dropping).ConfigureAwait(false);
        var now = Now;
        _status = new ScheduleStatus { Last = now, Next = _schedule.Next(now), LastUpdated = now };
        Remember();
    }

    private void Remember()
    {
        if (_remembers)
        {
            _store.Write(_function.Name, _status);
        }
    }
}
