using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class RetryRulesTests
{
    private static readonly LocalDestination Function = LocalDestination.To((_, _) => Task.FromResult(200));
    private static readonly LocalDestination Webhook = LocalDestination.To(new Uri("https://example.com/hook"));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, true)]
    [InlineData(202, true)]
    [InlineData(203, true)]
    [InlineData(204, true)]
    [InlineData(205, false)]
    [InlineData(206, false)]
    [InlineData(302, false)]
    public void Only_200_to_204_is_success(int status, bool delivered) =>
        Assert.Equal(delivered, Rules(Function).Judge(DeliveryResult.Of(status), 1) == DeliveryVerdict.Done);

    [Theory]
    [InlineData(400, true, true)]
    [InlineData(403, true, true)]
    [InlineData(413, true, true)]
    [InlineData(401, false, true)]
    [InlineData(404, false, false)]
    [InlineData(500, false, false)]
    public void Some_status_codes_are_never_retried(int status, bool functionGivesUp, bool webhookGivesUp)
    {
        Assert.Equal(functionGivesUp, Rules(Function).Judge(DeliveryResult.Of(status), 1).DeadLetterReason is not null);
        Assert.Equal(webhookGivesUp, Rules(Webhook).Judge(DeliveryResult.Of(status), 1).DeadLetterReason is not null);
    }

    [Fact]
    public void The_schedule_is_the_services_and_its_last_wait_repeats()
    {
        double[] minutes = [1 / 6d, 0.5, 1, 5, 10, 30, 60, 180, 360, 720, 720, 720];

        var waits = Enumerable.Range(1, 12).Select(attempts => Rules(Function).Judge(DeliveryResult.Of(500), attempts).RetryAfter!.Value.TotalMinutes);

        Assert.Equal(minutes, waits, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Theory]
    [InlineData(401, 300)]
    [InlineData(404, 300)]
    [InlineData(408, 120)]
    [InlineData(503, 30)]
    [InlineData(500, 10)]
    [InlineData(0, 10)]
    public void Some_status_codes_wait_longer_at_first(int status, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Rules(Function).Judge(DeliveryResult.Of(status), 1).RetryAfter);
        Assert.Equal(TimeSpan.FromMinutes(10), Rules(Function).Judge(DeliveryResult.Of(status), 5).RetryAfter);
    }

    [Fact]
    public void Attempts_and_age_are_both_limits()
    {
        var rules = Rules(Function, subscription => subscription with { MaximumAttempts = 3, TimeToLive = TimeSpan.FromMinutes(2) });
        var published = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        var delivery = new StoredDelivery("virga", EventGridSchema.CloudEvents, published, default);

        Assert.Equal(RetryRules.TooManyAttempts, rules.Judge(DeliveryResult.Of(500), 3).DeadLetterReason);
        Assert.Null(rules.Expired(delivery with { Attempts = 2 }, published.AddMinutes(1.9)));
        Assert.Equal(RetryRules.TooOld, rules.Expired(delivery with { Attempts = 2 }, published.AddMinutes(2)));
        Assert.Equal(RetryRules.TooManyAttempts, rules.Expired(delivery with { Attempts = 3 }, published));
        Assert.Null(rules.Expired(delivery, published.AddDays(7)));
    }

    private static RetryRules Rules(LocalDestination destination, Func<LocalSubscription, LocalSubscription>? change = null) =>
        new(new LocalEventGridOptions(), (change ?? (subscription => subscription))(new LocalSubscription("name", destination)));
}
