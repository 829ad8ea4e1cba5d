using CsCheck;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class RetryPolicyTests
{
    [Fact]
    public void The_default_is_three_retries_twenty_seconds_apart() => Assert.Equal([20, 20, 20], Seconds(RetryPolicy.Default));

    [Fact]
    public void The_phases_come_in_order() =>
        Assert.Equal(
            [0, 0, 1, 1, 5, 10, 10],
            Seconds(Policy(1, 10, 7) with { NumNoDelayRetries = 2, NumMinDelayRetries = 1, NumMaxDelayRetries = 1, BackoffFunction = BackoffFunction.Linear })
                .Select(delay => Math.Floor(delay)));

    [Theory]
    [InlineData(BackoffFunction.Linear, new double[] { 1, 6, 11, 16 })]
    [InlineData(BackoffFunction.Arithmetic, new double[] { 1, 3.5, 8.5, 16 })]
    [InlineData(BackoffFunction.Geometric, new double[] { 1, 2.52, 6.35, 16 })]
    [InlineData(BackoffFunction.Exponential, new double[] { 1, 2, 4, 8 })]
    public void Each_function_grows_its_way(BackoffFunction function, double[] expected) =>
        Assert.Equal(expected, Seconds(Policy(1, 16, 4) with { BackoffFunction = function }).Select(delay => Math.Round(delay, 2)));

    [Fact]
    public void Faults_are_told_together()
    {
        var policy = new RetryPolicy { MinDelayTarget = TimeSpan.Zero, MaxDelayTarget = TimeSpan.FromHours(2), NumRetries = 101, NumNoDelayRetries = 102 };

        Assert.Equal(4, policy.Faults().Count);
    }

    [Fact]
    public void More_than_an_hour_in_all_is_refused()
    {
        Assert.Empty(Policy(36, 36, 100).Faults());
        Assert.Contains("3,600", Assert.Single(Policy(37, 37, 100).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Delays_never_fall_and_stay_between_the_targets() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 3000], Gen.Int[0, 100], Gen.Enum<BackoffFunction>()).Sample((min, more, retries, function) =>
        {
            var plan = Seconds(Policy(min, min + more, retries) with { BackoffFunction = function });
            return plan.Count == retries
                && plan.All(delay => delay >= min - 0.001 && delay <= min + more + 0.001)
                && plan.Zip(plan.Skip(1)).All(pair => pair.First <= pair.Second + 0.001);
        });

    [Fact]
    public void Jitter_is_a_tenth_at_most_and_the_same_for_the_same_attempt() =>
        Gen.String.Sample(seed =>
        {
            var delay = RetryDelay.Of(TimeSpan.FromSeconds(20), RetryPolicy.Default, null, seed);
            return delay >= TimeSpan.FromSeconds(18) && delay <= TimeSpan.FromSeconds(22) && delay == RetryDelay.Of(TimeSpan.FromSeconds(20), RetryPolicy.Default, null, seed);
        });

    [Fact]
    public void The_endpoints_wish_counts_up_to_the_largest_delay()
    {
        var policy = Policy(1, 60, 3);

        Assert.Equal(TimeSpan.FromSeconds(30), RetryDelay.Of(TimeSpan.FromSeconds(1), policy, TimeSpan.FromSeconds(30), "x"));
        Assert.Equal(TimeSpan.FromSeconds(60), RetryDelay.Of(TimeSpan.FromSeconds(1), policy, TimeSpan.FromHours(30), "x"));
    }

    private static RetryPolicy Policy(int min, int max, int retries) =>
        new() { MinDelayTarget = TimeSpan.FromSeconds(min), MaxDelayTarget = TimeSpan.FromSeconds(max), NumRetries = retries };

    private static List<double> Seconds(RetryPolicy policy) => [.. policy.Plan().Select(delay => delay.TotalSeconds)];
}
