using Virga.Notifications;

namespace Unit.Notifications;

public sealed class FilterLimitTests
{
    private const string SixKeys = """{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriptions_keep_SNS_limits_when_Compat_says_so()
    {
        await using var sns = new TestApp(options: options => options.Compat = Compat.Sns);
        await using var virga = new TestApp();

        var refused = await Assert.ThrowsAsync<NotificationException>(() => sns.Subscriptions.SubscribeAsync("cats", Request(0, SixKeys), Token));

        Assert.Equal("Invalid parameter: Attributes Reason: FilterPolicy: Filter policy can not have more than 5 keys", refused.Message);
        Assert.NotNull(await virga.Subscriptions.SubscribeAsync("cats", Request(0, SixKeys), Token));
    }

    [Fact]
    public async Task A_topic_has_200_policies_and_any_number_of_subscriptions_without_when_Compat_says_so()
    {
        await using var app = new TestApp(options: options => options.Compat = Compat.Sns);
        var first = await app.Subscriptions.SubscribeAsync("cats", Request(0, """{"a":[1]}"""), Token);
        for (var number = 1; number < 200; number++)
        {
            await app.Subscriptions.SubscribeAsync("cats", Request(number, """{"a":[1]}"""), Token);
        }

        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SubscribeAsync("cats", Request(200, """{"a":[1]}"""), Token));

        Assert.Equal(NotificationErrors.SubscriptionLimitExceeded, refused.Code);
        var without = await app.Subscriptions.SubscribeAsync("cats", Request(200, null), Token);
        refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SetAttributesAsync("cats", without.Id, Policy("""{"a":[1]}"""), Token));
        Assert.Equal(NotificationErrors.SubscriptionLimitExceeded, refused.Code);
        Assert.NotNull(await app.Subscriptions.SetAttributesAsync("cats", first.Id, Policy("""{"a":[2]}"""), Token));
    }

    private static Dictionary<string, string?> Policy(string policy) => new() { ["FilterPolicy"] = policy };

    private static SubscriptionRequest Request(int number, string? policy) => new("https", $"https://example.com/{number}") { FilterPolicy = policy };
}
