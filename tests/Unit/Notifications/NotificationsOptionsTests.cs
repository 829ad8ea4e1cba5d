using Microsoft.Extensions.Configuration;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class NotificationsOptionsTests
{
    [Fact]
    public void The_defaults_are_documented_and_valid()
    {
        var options = new NotificationsOptions();

        Assert.True(new NotificationsOptionsValidator().Validate(null, options).Succeeded);
        Assert.Null(options.PublicBaseUrl);
        Assert.True(options.Nudge);
        Assert.Equal(TimeSpan.FromMinutes(1), options.SweepAfter);
        Assert.Equal(5000, options.SweepLimit);
        Assert.Equal(TimeSpan.FromMinutes(5), options.OutboxAlarm);
        Assert.Null(options.Instance);
        Assert.Equal(TimeSpan.FromDays(7), options.KeepSent);
        Assert.Equal(TimeSpan.FromDays(7), options.KeepInbox);
        Assert.Equal(1000, options.SubscriptionsPerTopic);
        Assert.Equal(TimeSpan.FromDays(2), options.ConfirmationLife);
        Assert.Equal(RetryPolicy.Default, options.Retry);
        Assert.Equal(5, options.MaximumDequeues);
        Assert.Equal(16, options.RequestsPerHost);
        Assert.Equal(60, options.ConfirmationsPerHost);
        Assert.Equal((10, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)), (options.CircuitFailures, options.CircuitProbe, options.CircuitLongestProbe));
        Assert.Equal(16, options.RelayConcurrency);
        Assert.Equal("arn:virga:sns:local:000000000000:", options.TopicArnPrefix);
        Assert.False(new WebhookOptions().AllowInsecureEndpoints);
    }

    [Fact]
    public void Configuration_is_bound_and_changes_no_default()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Notifications:PublicBaseUrl"] = "http://localhost:7071",
                ["Notifications:Retry:MinDelayTarget"] = "00:00:00.100",
                ["Notifications:Retry:NumRetries"] = "2",
                ["Notifications:Retry:BackoffFunction"] = "exponential",
            })
            .Build();

        var options = configuration.GetSection(NotificationsOptions.Section).Get<NotificationsOptions>()!;

        Assert.Equal(new Uri("http://localhost:7071"), options.PublicBaseUrl);
        Assert.Equal(TimeSpan.FromMilliseconds(100), options.Retry.MinDelayTarget);
        Assert.Equal((2, BackoffFunction.Exponential), (options.Retry.NumRetries, options.Retry.BackoffFunction));
        Assert.Equal(new RetryPolicy(), RetryPolicy.Default);
    }

    [Fact]
    public void Every_fault_is_told_with_its_option_and_value()
    {
        var options = new NotificationsOptions
        {
            PublicBaseUrl = new Uri("ftp://x"),
            Compat = (Compat)2,
            TopicArnPrefix = "",
            RelayConcurrency = 0,
            SweepAfter = TimeSpan.Zero,
            SweepLimit = 0,
            OutboxAlarm = TimeSpan.Zero,
            Instance = "a/b",
            KeepSent = TimeSpan.Zero,
            KeepInbox = TimeSpan.FromDays(1),
            SubscriptionsPerTopic = 0,
            ConfirmationLife = TimeSpan.Zero,
            MaximumDequeues = 1,
            RequestsPerHost = 0,
            ConfirmationsPerHost = 0,
            FifoLease = TimeSpan.Zero,
            CircuitFailures = 0,
            CircuitProbe = TimeSpan.Zero,
            CircuitLongestProbe = TimeSpan.FromDays(1),
            SuccessSampleRate = 101,
            Retry = new RetryPolicy { NumRetries = -1 },
        };

        var result = new NotificationsOptionsValidator().Validate(null, options);

        foreach (var name in typeof(NotificationsOptions).GetProperties().Select(property => property.Name).Except([nameof(options.Nudge)]))
        {
            Assert.Contains($"Notifications:{name}", result.FailureMessage, StringComparison.Ordinal);
        }
    }
}
