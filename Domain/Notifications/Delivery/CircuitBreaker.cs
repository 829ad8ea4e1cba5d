using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Leaves an endpoint alone that fails all the time: after <see cref="NotificationsOptions.CircuitFailures"/> failures in a row its messages wait, and one of them tries it after <see cref="NotificationsOptions.CircuitProbe"/>, then after twice as long each time, up to <see cref="NotificationsOptions.CircuitLongestProbe"/>.</summary>
/// <remarks>
/// A subscription is never ended by this. Each process learns for itself: what it learns is worth nothing any more after a few minutes, an endpoint may be out of reach from one instance
/// only, and what several instances cost an endpoint that is down is as many attempts and probes as there are instances. Messages lose nothing by it, for waiting does not count.
/// </remarks>
internal sealed class CircuitBreaker(IOptions<NotificationsOptions> options, TimeProvider time, ILogger<CircuitBreaker> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5); // while one message tries it, the others need not wait for as long as that may take at most
    private static readonly TimeSpan ProbeTakes = TimeSpan.FromSeconds(30); // one that never reports back is forgotten after this

    private readonly ConcurrentDictionary<string, Circuit> _circuits = new(StringComparer.Ordinal);

    public EndpointHealth HealthOf(string endpoint) => _circuits.GetValueOrDefault(endpoint)?.Health() ?? new EndpointHealth(CircuitState.Closed, 0);

    /// <summary>Whether an endpoint may be asked now; if not, how long to wait.</summary>
    public TimeSpan? Refusal(string endpoint) => _circuits.GetValueOrDefault(endpoint)?.Enter(time.GetUtcNow());

    /// <summary>Tells how an attempt went. What the endpoint refused for good was an answer, too.</summary>
    public void Report(string endpoint, AttemptResult result)
    {
        if (result.Verdict != AttemptVerdict.TryAgain)
        {
            if (_circuits.TryRemove(endpoint, out var circuit) && circuit.Health().State != CircuitState.Closed)
            {
                Log.EndpointHealthy(logger, endpoint);
            }
        }
        else if (_circuits.GetOrAdd(endpoint, _ => new Circuit(options.Value)).Fail(result.Reason, time.GetUtcNow()) is { } probe)
        {
            NotificationTelemetry.CircuitsOpened.Add(1);
            Log.EndpointUnhealthy(logger, endpoint, result.Reason, probe);
        }
    }

    private sealed class Circuit(NotificationsOptions options)
    {
        private readonly Lock _gate = new();
        private int _failures;
        private int _opened;
        private DateTimeOffset _openedAt;
        private DateTimeOffset _probeAt;
        private bool _isProbing;
        private string? _error;

        public TimeSpan? Enter(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (_opened == 0)
                {
                    return null;
                }

                if (now < _probeAt)
                {
                    return _isProbing ? ((TimeSpan[])[_probeAt - now, options.CircuitProbe, LookAgain]).Min() : _probeAt - now;
                }

                _isProbing = true;
                _probeAt = now + ProbeTakes;
                return null;
            }
        }

        /// <summary>The delay until the next try when this opened the circuit.</summary>
        public TimeSpan? Fail(string error, DateTimeOffset now)
        {
            lock (_gate)
            {
                (_failures, _error) = (_failures + 1, error);
                if (_failures < options.CircuitFailures || (_opened > 0 && !_isProbing))
                {
                    return null; // Also those that were under way when it opened.
                }

                var delay = options.CircuitProbe * Math.Pow(2, Math.Min(_opened, 10));
                delay = delay < options.CircuitLongestProbe ? delay : options.CircuitLongestProbe;
                (_opened, _isProbing, _openedAt, _probeAt) = (_opened + 1, false, now, now + delay);
                return delay;
            }
        }

        public EndpointHealth Health()
        {
            lock (_gate)
            {
                return new EndpointHealth(_opened == 0 ? CircuitState.Closed : _isProbing ? CircuitState.HalfOpen : CircuitState.Open, _failures)
                {
                    OpenedAt = _opened == 0 ? null : _openedAt,
                    ProbeAt = _opened == 0 ? null : _probeAt,
                    LastError = _error,
                };
            }
        }
    }
}
