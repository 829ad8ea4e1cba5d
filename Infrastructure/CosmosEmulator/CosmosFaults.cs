using System.Collections.Immutable;

namespace Virga.CosmosEmulator;

/// <summary>Faults on demand: what the emulator answers next, whatever it is asked.</summary>
public sealed class CosmosFaults
{
    private readonly ReplicaHistory _history;
    private ImmutableList<Plan> _plans = [];

    internal CosmosFaults(ReplicaHistory history) => _history = history;

    /// <summary>
    /// How many committed writing requests the replica that answers reads is behind. Reads, queries and change feeds show what was there before those; a request whose session token asks for more is
    /// answered with all there is. Counted from when it is set.
    /// </summary>
    /// <value>0: none</value>
    public int ReplicaLag
    {
        get => _history.Lag;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _history.Lag = value;
        }
    }

    /// <summary>Answers the next requests for documents (or those the test picks by method and path) with a fault.</summary>
    /// <param name="fault">The answer.</param>
    /// <param name="times">How many requests get it.</param>
    /// <param name="when">Which requests, by method and path; null for every request for documents, <c>…/docs…</c>.</param>
    public void Next(CosmosFault fault, int times = 1, Func<string, string, bool>? when = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        var plan = new Plan(fault, when ?? ((_, path) => path.Contains("/docs", StringComparison.Ordinal)), times);
        ImmutableInterlocked.Update(ref _plans, static (plans, added) => plans.Add(added), plan);
    }

    /// <summary>Forgets all faults not yet answered, and ends the replica's lag.</summary>
    public void Clear()
    {
        ImmutableInterlocked.Update(ref _plans, static plans => plans.Clear());
        ReplicaLag = 0;
    }

    internal CosmosFault? Take(string method, string path)
    {
        foreach (var plan in _plans)
        {
            if (plan.When(method, path) && plan.TryTake(out var isLast))
            {
                if (isLast)
                {
                    ImmutableInterlocked.Update(ref _plans, static (plans, done) => plans.Remove(done), plan);
                }

                return plan.Fault;
            }
        }

        return null;
    }

    private sealed class Plan(CosmosFault fault, Func<string, string, bool> when, int times)
    {
        private int _left = times;

        public CosmosFault Fault { get; } = fault;

        public Func<string, string, bool> When { get; } = when;

        public bool TryTake(out bool isLast)
        {
            var left = Interlocked.Decrement(ref _left);
            isLast = left == 0;
            return left >= 0;
        }
    }
}
