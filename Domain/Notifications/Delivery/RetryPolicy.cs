using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>When a failed delivery is tried again: SNS's <c>healthyRetryPolicy</c>. Its four phases come in this order: no delay, smallest delay, backoff, largest delay.</summary>
public sealed record RetryPolicy
{
    /// <summary>SNS's default: 3 retries, 20 seconds apart.</summary>
    public static readonly RetryPolicy Default = new();

    /// <summary>The longest all delays together may take: 1 hour (SNS).</summary>
    public static readonly TimeSpan MaximumTotal = TimeSpan.FromHours(1);

    /// <summary>The smallest delay, more than 0.</summary>
    /// <value>20 seconds</value>
    public TimeSpan MinDelayTarget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest delay, from the smallest to 1 hour.</summary>
    /// <value>20 seconds</value>
    public TimeSpan MaxDelayTarget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>All retries, 0 to 100, those of the other three phases included.</summary>
    /// <value>3</value>
    public int NumRetries { get; init; } = 3;

    /// <summary>Retries at once, before all others.</summary>
    /// <value>0</value>
    public int NumNoDelayRetries { get; init; }

    /// <summary>Retries after the smallest delay, before the backoff phase.</summary>
    /// <value>0</value>
    public int NumMinDelayRetries { get; init; }

    /// <summary>Retries after the largest delay, at the end.</summary>
    /// <value>0</value>
    public int NumMaxDelayRetries { get; init; }

    /// <summary>How the delay grows in the backoff phase.</summary>
    /// <value>Linear</value>
    public BackoffFunction BackoffFunction { get; init; } = BackoffFunction.Linear;

    /// <summary>What is wrong with the policy, all of it; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Check(MinDelayTarget > TimeSpan.Zero, $"minDelayTarget must be more than 0; it is {MinDelayTarget}.");
        Check(MaxDelayTarget >= MinDelayTarget, $"maxDelayTarget must not be less than minDelayTarget; they are {MaxDelayTarget} and {MinDelayTarget}.");
        Check(MaxDelayTarget <= MaximumTotal, $"maxDelayTarget must be at most 3,600 seconds; it is {MaxDelayTarget}.");
        Check(NumRetries is >= 0 and <= 100, $"numRetries must be 0 to 100; it is {NumRetries}.");
        Check(NumNoDelayRetries >= 0 && NumMinDelayRetries >= 0 && NumMaxDelayRetries >= 0, "numNoDelayRetries, numMinDelayRetries and numMaxDelayRetries must not be negative.");
        Check((long)NumNoDelayRetries + NumMinDelayRetries + NumMaxDelayRetries <= NumRetries, $"numNoDelayRetries, numMinDelayRetries and numMaxDelayRetries together must not exceed numRetries, {NumRetries}.");
        Check(Enum.IsDefined(BackoffFunction), $"backoffFunction must be linear, arithmetic, geometric or exponential; it is {BackoffFunction}.");
        if (faults.Count == 0)
        {
            var total = Plan().Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay);
            Check(total <= MaximumTotal, $"All delays together must take at most 3,600 seconds; they take {total.TotalSeconds:0.###}.");
        }

        return faults;

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>The delay before each retry, without jitter. AWS publishes curves and no formulas; these are ours, see each <see cref="BackoffFunction"/>.</summary>
    public ImmutableArray<TimeSpan> Plan()
    {
        var backoff = Math.Max(0, NumRetries - NumNoDelayRetries - NumMinDelayRetries - NumMaxDelayRetries);
        return
        [
            .. Enumerable.Repeat(TimeSpan.Zero, NumNoDelayRetries),
            .. Enumerable.Repeat(MinDelayTarget, NumMinDelayRetries),
            .. Enumerable.Range(0, backoff).Select(index => Backoff(index, backoff)),
            .. Enumerable.Repeat(MaxDelayTarget, NumMaxDelayRetries),
        ];
    }

    private TimeSpan Backoff(int index, int count)
    {
        if (count == 1)
        {
            return MinDelayTarget;
        }

        var min = MinDelayTarget.TotalMilliseconds;
        var max = MaxDelayTarget.TotalMilliseconds;
        var delay = BackoffFunction switch
        {
            BackoffFunction.Linear => min + ((max - min) * index / (count - 1)),
            BackoffFunction.Arithmetic => min + ((max - min) * index * (index + 1) / ((double)(count - 1) * count)),
            BackoffFunction.Geometric => min * Math.Pow(max / min, (double)index / (count - 1)),
            _ => Math.Min(max, min * Math.Pow(2, index)),
        };
        return TimeSpan.FromMilliseconds(Math.Min(delay, max));
    }
}
