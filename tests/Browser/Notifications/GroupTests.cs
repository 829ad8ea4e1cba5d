using Microsoft.Playwright;
using Virga.Notifications;
using static Microsoft.Playwright.Assertions;

namespace Browser.Notifications;

/// <summary>FIFO topics, topics made at run time, and circuits on the notifications page.</summary>
public sealed class GroupTests(Chromium chromium) : IAsyncLifetime
{
    private NotificationsApp _app = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await NotificationsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [BrowserFact]
    public async Task A_group_that_stands_still_shows_why_and_is_resumed_by_a_button()
    {
        await SendAsync("p-1", isBroken: true);
        await SendAsync("p-2");
        await using var opened = await _app.OpenAsync(chromium, $"{Parcel.Ordered.Name}/subscribers");
        var subscriber = opened.Page.Locator(".subscribers > li").Filter(new() { HasText = "fn:take-in-order" });
        await Expect(subscriber.GetByRole(AriaRole.List, new() { Name = "Groups" })).ToContainTextAsync("is a dead letter: InvalidOperationException: Parcel p-1 is broken.");
        await Expect(subscriber).ToContainTextAsync("blocked");

        _app.Rules.TakesBroken = true;
        await subscriber.GetByRole(AriaRole.Button, new() { Name = "Resume oslo" }).ClickAsync();

        await Expect(subscriber).ToContainTextAsync("healthy");
        await Expect(subscriber).ToContainTextAsync("delivered 2");
        await Expect(subscriber.GetByRole(AriaRole.List, new() { Name = "Groups" })).ToHaveCountAsync(0);
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_group_goes_on_without_the_message_that_stopped_it_and_that_one_stays_a_dead_letter()
    {
        var broken = await SendAsync("p-1", isBroken: true);
        await SendAsync("p-2");
        await using var opened = await _app.OpenAsync(chromium, $"{Parcel.Ordered.Name}/subscribers");
        var subscriber = opened.Page.Locator(".subscribers > li").Filter(new() { HasText = "fn:take-in-order" });

        await subscriber.GetByRole(AriaRole.Button, new() { Name = "Skip oslo" }).ClickAsync();

        await Expect(subscriber).ToContainTextAsync("delivered 1");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Dead letters" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Button, new() { Name = $"Redrive {broken}" })).ToBeVisibleAsync();
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_message_of_a_FIFO_topic_is_shown_with_its_deliveries()
    {
        var id = await SendAsync("p-1");
        await using var opened = await _app.OpenAsync(chromium, $"{Parcel.Ordered.Name}/messages?id={id}");

        await Expect(opened.Page.GetByRole(AriaRole.Complementary).Locator(".recipients > li").Filter(new() { HasText = "fn:take-in-order" })).ToContainTextAsync("delivered");
        await Expect(opened.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_topic_made_at_run_time_is_listed_and_a_circuit_that_opened_says_when_its_endpoint_is_tried_next()
    {
        await _app.Topics.CreateAsync("made-later", cancellationToken: Token);
        await using var opened = await _app.OpenAsync(chromium, "made-later/subscribers");
        await Expect(opened.Page.Locator("#tree").GetByRole(AriaRole.Link, new() { Name = "made-later" })).ToBeVisibleAsync();
        await Expect(opened.Page.GetByText("Nobody subscribes to this topic.")).ToBeVisibleAsync();

        // This app opens a circuit after one failure.
        await _app.Subscriptions.SubscribeAsync("made-later", new SubscriptionRequest("queue", "later"), Token);
        await _app.Subscriptions.SubscribeAsync("made-later", new SubscriptionRequest("broken", "anything"), Token);
        await _app.Notifier.PublishTextAsync("made-later", "hello", cancellationToken: Token);

        var broken = opened.Page.Locator(".subscribers > li").Filter(new() { HasText = "broken:anything" });
        await Expect(broken).ToContainTextAsync("circuit open");
        await Expect(broken).ToContainTextAsync("tried next");
        await Expect(opened.Page.Locator(".subscribers > li").Filter(new() { HasText = "queue:later" })).ToContainTextAsync("delivered 1");
        Assert.Empty(opened.Complaints);
    }

    private async Task<string> SendAsync(string parcel, bool isBroken = false) =>
        (await _app.Notifier.PublishAsync(Parcel.Ordered, new Parcel(parcel, isBroken), message => message.Group("oslo").Deduplication(parcel), Token)).MessageId;
}
