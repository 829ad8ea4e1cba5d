using System.Text.Json;
using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The end of a subscription by its link, and what takes it back.</summary>
public sealed class UnsubscribeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_that_its_link_has_ended_is_told_and_can_take_that_back()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync(policy: """{"city":["oslo"]}""");
        await EndAsync(app, subscription);
        var queued = app.Ports.Take().Body;

        Assert.IsType<DeliveryOutcome.Delivered>(await app.Get<DeliveryWorker>().HandleAsync(queued, 1, Token));
        var request = Assert.Single(app.Ports.Requests);
        Assert.Contains(new KeyValuePair<string, string>("x-amz-sns-message-type", "UnsubscribeConfirmation"), request.Headers);
        Assert.Contains(new KeyValuePair<string, string>("x-amz-sns-subscription-arn", $"arn:virga:sns:local:000000000000:cats:{subscription.Id}"), request.Headers);
        using var envelope = JsonDocument.Parse(request.Body!);
        var token = envelope.RootElement.GetProperty(nameof(Delivery.Token)).GetString()!;
        Assert.Equal("UnsubscribeConfirmation", envelope.RootElement.GetProperty("Type").GetString());
        Assert.StartsWith($"You have chosen to deactivate subscription arn:virga:sns:local:000000000000:cats:{subscription.Id}.\n", envelope.RootElement.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(token, envelope.RootElement.GetProperty("SubscribeURL").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token[32..], Assert.Single(app.Store.All("_subscription")).ToString(), StringComparison.Ordinal);

        Assert.Empty(await app.DeliverAsync(configure: message => message.Attribute("city", "oslo")));
        Assert.Equal(subscription, await app.Subscriptions.ConfirmAsync("cats", token, Token));
        Assert.Equal(subscription, await app.Subscriptions.ConfirmAsync("cats", token, Token));
        Assert.Equal(subscription, await app.Subscriptions.GetAsync("cats", subscription.Id, Token));
        Assert.IsType<DeliveryOutcome.Delivered>(Assert.Single(await app.DeliverAsync(configure: message => message.Attribute("city", "oslo"))));
        Assert.Null(app.Store.LifeOf($"_subscription|{subscription.Id}"));
    }

    [Fact]
    public async Task An_ended_subscription_is_not_seen_and_goes_after_two_days()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        await EndAsync(app, subscription);
        var token = Delivery.Read(app.Ports.Take().Body).Token!;

        Assert.Null(await app.Subscriptions.GetAsync("cats", subscription.Id, Token));
        Assert.Empty((await app.Subscriptions.ListAsync("cats", cancellationToken: Token)).Items);
        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SetAttributesAsync("cats", subscription.Id, new Dictionary<string, string?>(), Token));
        Assert.Equal(TimeSpan.FromHours(49), app.Store.LifeOf($"_subscription|{subscription.Id}"));
        app.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("Invalid parameter: Token", (await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ConfirmAsync("cats", token, Token))).Message);
    }

    [Fact]
    public async Task What_was_subscribed_anew_is_not_taken_back_twice()
    {
        await using var app = new TestApp();
        await EndAsync(app, await app.WebhookAsync());
        var token = Delivery.Read(app.Ports.Take().Body).Token!;
        var anew = await app.WebhookAsync();

        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ConfirmAsync("cats", token, Token));

        Assert.Equal(anew.Id, Assert.Single((await app.Subscriptions.ListAsync("cats", cancellationToken: Token)).Items).Id);
    }

    [Fact]
    public async Task What_who_manages_the_topic_has_ended_is_ended_for_good()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        var other = await app.WebhookAsync("https://example.com/other");
        await EndAsync(app, other);
        var token = Delivery.Read(app.Ports.Take().Body).Token!;

        Assert.True(await app.Subscriptions.DeleteAsync("cats", subscription.Id, Token));
        Assert.True(await app.Subscriptions.DeleteAsync("cats", other.Id, Token));

        Assert.Empty(app.Ports.Queued);
        Assert.Empty(app.Store.All("_subscription"));
        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ConfirmAsync("cats", token, Token));
    }

    [Fact]
    public async Task The_message_of_the_end_is_no_dead_letter_and_is_not_sent_once_taken_back()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        await EndAsync(app, await app.WebhookAsync());
        var queued = app.Ports.Take().Body;
        app.Ports.Answer = _ => new WebhookResponse(500);

        Assert.IsType<DeliveryOutcome.Dropped>(await app.Get<DeliveryWorker>().HandleAsync(queued, 1, Token));
        await app.Subscriptions.ConfirmAsync("cats", Delivery.Read(queued).Token!, Token);
        Assert.IsType<DeliveryOutcome.Dropped>(await app.Get<DeliveryWorker>().HandleAsync(queued, 1, Token));

        Assert.Empty(app.Store.All("_dead-letter"));
        Assert.Single(app.Ports.Requests);
        Assert.Contains(app.Logs.Entries, entry => entry is { Level: LogLevel.Warning } && entry.Text.Contains("could not be told its token: HTTP 500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deleting_a_topic_removes_ended_subscriptions_too()
    {
        await using var app = new TestApp();
        await app.Get<TopicDirectory>().CreateAsync("dogs", null, Token);
        var subscription = await app.WebhookAsync(topic: "dogs");
        await app.Subscriptions.UnsubscribeAsync("dogs", subscription.Id, Assert.Single(app.Store.All("_subscription")).GetProperty("unsubscribeToken").GetString()!, Token);

        await app.Get<TopicDirectory>().DeleteAsync("dogs", Token);

        Assert.Empty(app.Store.All("_subscription"));
    }

    [Fact]
    public async Task Refusals_are_logged()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        app.Ports.Forbidden = endpoint => $"'{endpoint.Host}' may not be called: it resolves to an address that is not public.";

        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", "https://intranet.example/hook?key=secret"), Token));
        await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.ConfirmAsync("cats", subscription.Id + new string('0', 64), Token));

        Assert.Equal("Invalid parameter: Endpoint Reason: 'intranet.example' may not be called: it resolves to an address that is not public.", refused.Message);
        Assert.Single(app.Store.All("_subscription"));
        Assert.Contains(app.Logs.Entries, entry => entry.Text.StartsWith("https://intranet.example was refused as an endpoint of topic cats", StringComparison.Ordinal));
        Assert.Contains(app.Logs.Entries, entry => entry.Text.StartsWith($"A confirmation of subscription {subscription.Id} to topic cats was refused", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Text.Contains("secret", StringComparison.Ordinal) || entry.Text.Contains("0000", StringComparison.Ordinal));
    }

    private static Task EndAsync(TestApp app, Subscription subscription) => app.Subscriptions.UnsubscribeAsync(
        "cats",
        subscription.Id,
        app.Store.All("_subscription").Single(record => record.GetProperty("_key").GetString() == subscription.Id).GetProperty("unsubscribeToken").GetString()!,
        Token);
}
