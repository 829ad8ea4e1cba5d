using Virga.Notifications;

namespace Unit.Notifications;

public sealed class SubscriptionTests
{
    private static readonly SubscriptionRequest Hook = new("https", "https://example.com/hook");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_is_pending_until_its_token_comes_back()
    {
        await using var app = new TestApp();

        var pending = await app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{"city":["oslo"]}""" }, Token);
        var confirmation = Delivery.Read(app.Ports.Take().Body);
        var confirmed = await app.Subscriptions.ConfirmAsync("cats", confirmation.Token!, Token);
        var again = await app.Subscriptions.ConfirmAsync("cats", confirmation.Token!, Token);

        Assert.Equal(SubscriptionState.Pending, pending.State);
        Assert.Matches("^[0-9a-f]{32}$", pending.Id);
        Assert.Equal(DeliveryKind.SubscriptionConfirmation, confirmation.Kind);
        Assert.Equal(96, confirmation.Token!.Length);
        Assert.Equal(SubscriptionState.Confirmed, confirmed.State);
        Assert.Equal(confirmed, again);
        Assert.Equal(confirmed, await app.Subscriptions.GetAsync("cats", pending.Id, Token));
    }

    [Fact]
    public async Task Only_the_hash_of_the_token_is_stored_and_a_pending_subscription_expires()
    {
        await using var app = new TestApp();

        var pending = await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        var token = Delivery.Read(app.Ports.Take().Body).Token!;

        Assert.DoesNotContain(token[32..], Assert.Single(app.Store.All("_subscription")).ToString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(49), app.Store.LifeOf($"_subscription|{pending.Id}"));
        await app.Subscriptions.ConfirmAsync("cats", token, Token);
        Assert.Null(app.Store.LifeOf($"_subscription|{pending.Id}"));
    }

    [Fact]
    public async Task A_token_is_good_for_two_days()
    {
        await using var app = new TestApp();
        await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        var token = Delivery.Read(app.Ports.Take().Body).Token!;

        app.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("Invalid parameter: Token", await RefusalAsync(() => app.Subscriptions.ConfirmAsync("cats", token, Token)));
        var fresh = await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        Assert.Equal(fresh.Id, (await app.Subscriptions.ConfirmAsync("cats", Delivery.Read(app.Ports.Take().Body).Token!, Token)).Id);
    }

    [Fact]
    public async Task Wrong_tokens_are_refused()
    {
        await using var app = new TestApp();
        var pending = await app.Subscriptions.SubscribeAsync("cats", Hook, Token);

        Assert.Equal("Invalid token", await RefusalAsync(() => app.Subscriptions.ConfirmAsync("cats", "x", Token)));
        Assert.Equal("Invalid parameter: Token", await RefusalAsync(() => app.Subscriptions.ConfirmAsync("cats", pending.Id + new string('0', 64), Token)));
        Assert.Equal("Invalid parameter: Token", await RefusalAsync(() => app.Subscriptions.ConfirmAsync("cats", new string('0', 96), Token)));
    }

    [Fact]
    public async Task Subscribing_again_gives_the_same_subscription_and_a_new_token_while_it_waits()
    {
        await using var app = new TestApp();
        var first = await app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{"a":["x"]}""" }, Token);
        var old = Delivery.Read(app.Ports.Take().Body).Token!;
        var second = await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        var token = Delivery.Read(app.Ports.Take().Body).Token!;

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("Invalid parameter: Token", await RefusalAsync(() => app.Subscriptions.ConfirmAsync("cats", old, Token)));
        await app.Subscriptions.ConfirmAsync("cats", token, Token);
        Assert.Equal(first.Id, (await app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{ "a": ["x"] }""", FilterPolicyScope = "MessageAttributes", RawMessageDelivery = false }, Token)).Id);
        Assert.Empty(app.Ports.Queued);
        Assert.Equal(
            "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
            await RefusalAsync(() => app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{"a":["y"]}""" }, Token)));
    }

    [Theory]
    [InlineData("https", "https://example.com/hook")]
    [InlineData("queue", "cats-of-mine")]
    public async Task Whether_a_subscription_is_new_is_told(string protocol, string endpoint)
    {
        await using var app = new TestApp();
        var request = new SubscriptionRequest(protocol, endpoint);

        var made = await app.Subscriptions.CreateAsync("cats", request, Token);
        var again = await app.Subscriptions.CreateAsync("cats", request, Token);

        Assert.True(made.IsNew);
        Assert.Equal(made with { IsNew = false }, again);
    }

    [Fact]
    public async Task Functions_are_seen_and_counted_and_only_the_code_changes_them()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("two", """{"city":["oslo"]}""").Subscriber<CatSubscriber>("one"));

        Assert.Equal([("fn:one", null), ("fn:two", """{"city":["oslo"]}""")], app.Subscriptions.FunctionsOf("cats").Select(function => (function.Recipient, function.FilterPolicy?.Json)));
        Assert.Equal("2", (await app.Get<TopicDirectory>().GetAsync("cats", Token)).Attributes["SubscriptionsConfirmed"]);
        Assert.StartsWith("Invalid parameter: SubscriptionArn Reason: 'fn:one' is subscribed in the app's code", await RefusalAsync(() => app.Subscriptions.DeleteAsync("cats", "fn:one", Token)), StringComparison.Ordinal);
        Assert.StartsWith("Invalid parameter: SubscriptionArn Reason: 'fn:one'", await RefusalAsync(() => app.Subscriptions.SetAttributesAsync("cats", "fn:one", new Dictionary<string, string?>(), Token)), StringComparison.Ordinal);
        Assert.False(await app.Subscriptions.DeleteAsync("cats", "fn:none", Token));
    }

    [Theory]
    [InlineData("ftp", "ftp://example.com", "Invalid parameter: Virga does not support this protocol string: ftp. It is one of https, queue.")]
    [InlineData("http", "http://example.com", "Invalid parameter: Protocol http is allowed in local development only. Use https.")]
    [InlineData("https", "http://example.com", "Invalid parameter: Endpoint must match the specified protocol")]
    [InlineData("https", "example.com", "Invalid parameter: Endpoint")]
    [InlineData("https", "https://me:secret@example.com", "Invalid parameter: Endpoint Reason: it must not hold a user name, a password or a fragment")]
    [InlineData("https", "https://localhost/hook", "Invalid parameter: Endpoint Reason: it is on this machine")]
    [InlineData("https", "https://127.0.0.1/hook", "Invalid parameter: Endpoint Reason: it is on this machine")]
    public async Task Bad_endpoints_are_refused(string protocol, string endpoint, string text)
    {
        await using var app = new TestApp();

        Assert.Equal(text, await RefusalAsync(() => app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest(protocol, endpoint), Token)));
    }

    [Fact]
    public async Task A_bad_policy_is_refused_with_the_text_of_Subscribe()
    {
        await using var app = new TestApp();

        var text = await RefusalAsync(() => app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{"a":[[1]]}""" }, Token));
        var nested = await RefusalAsync(() => app.Subscriptions.SubscribeAsync("cats", Hook with { FilterPolicy = """{"a":{"b":[1]}}""" }, Token));

        Assert.StartsWith("Invalid parameter: Attributes Reason: FilterPolicy: Match value must be", text, StringComparison.Ordinal);
        Assert.Equal("Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy", nested);
        Assert.Empty(app.Store.All("_subscription"));
    }

    [Fact]
    public async Task Webhooks_need_a_base_url_and_a_key()
    {
        await using var app = new TestApp(webhooks: false);

        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SubscribeAsync("cats", Hook, Token));

        Assert.Equal(NotificationErrors.WebhooksNotConfigured, refused.Code);
    }

    [Fact]
    public async Task Somebody_elses_change_in_between_is_no_failure()
    {
        await using var app = new TestApp();
        await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        app.Store.BeforeTransaction = _ =>
        {
            app.Store.BeforeTransaction = null;
            app.Store.Change("_topic|cats", registry => registry["version"] = 41);
        };

        await app.Subscriptions.SubscribeAsync("cats", Hook with { Endpoint = "https://example.com/other" }, Token);

        var registry = Assert.Single(app.Store.All("_topic"));
        Assert.Equal(42, registry.GetProperty("version").GetInt64());
        Assert.Equal(2, registry.GetProperty("subscriptions").GetArrayLength());
    }

    [Fact]
    public async Task Changes_without_end_are_given_up()
    {
        await using var app = new TestApp();
        await app.Subscriptions.SubscribeAsync("cats", Hook, Token);
        app.Store.BeforeTransaction = _ => app.Store.Change("_topic|cats", registry => registry["version"] = 41);

        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SubscribeAsync("cats", Hook with { Endpoint = "https://example.com/other" }, Token));

        Assert.Equal(NotificationErrors.SubscriptionConflict, refused.Code);
    }

    [Fact]
    public async Task Subscriptions_are_listed_in_pages_and_end_when_deleted()
    {
        await using var app = new TestApp(options: options => options.SubscriptionsPerTopic = 3);
        for (var count = 0; count < 3; count++)
        {
            await app.Subscriptions.SubscribeAsync("cats", Hook with { Endpoint = $"https://example.com/{count}" }, Token);
        }

        var full = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SubscribeAsync("cats", Hook, Token));
        var first = await app.Subscriptions.ListAsync("cats", 2, null, Token);
        var second = await app.Subscriptions.ListAsync("cats", 2, first.Next, Token);

        Assert.Equal(NotificationErrors.SubscriptionLimitExceeded, full.Code);
        Assert.Equal(2, first.Items.Count);
        Assert.Null(second.Next);
        var id = Assert.Single(second.Items).Id;
        Assert.True(await app.Subscriptions.DeleteAsync("cats", id, Token));
        Assert.False(await app.Subscriptions.DeleteAsync("cats", id, Token));
        Assert.Null(await app.Subscriptions.GetAsync("cats", id, Token));
        Assert.Equal(2, Assert.Single(app.Store.All("_topic")).GetProperty("subscriptions").GetArrayLength());
        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ListAsync("dogs", 2, null, Token));
        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ListAsync("cats", 101, null, Token));
    }

    [Fact]
    public async Task The_unsubscribe_token_ends_a_subscription_and_no_other_does()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        var token = Assert.Single(app.Store.All("_subscription")).GetProperty("unsubscribeToken").GetString()!;

        Assert.Equal("Invalid parameter: Token", await RefusalAsync(() => app.Subscriptions.UnsubscribeAsync("cats", subscription.Id, "x", Token)));
        Assert.Equal("Invalid parameter: SubscriptionId", await RefusalAsync(() => app.Subscriptions.UnsubscribeAsync("cats", "x", token, Token)));
        await app.Subscriptions.UnsubscribeAsync("cats", subscription.Id, token, Token);
        await app.Subscriptions.UnsubscribeAsync("cats", subscription.Id, token, Token);

        Assert.Empty((await app.Subscriptions.ListAsync("cats", cancellationToken: Token)).Items);
    }

    private static async Task<string> RefusalAsync(Func<Task> action) => (await Assert.ThrowsAnyAsync<NotificationException>(action)).Message;
}
