using Microsoft.Playwright;
using Virga.Notifications;
using static Microsoft.Playwright.Assertions;

namespace Browser.Notifications;

public sealed class MessageTests(Chromium chromium) : IAsyncLifetime
{
    private NotificationsApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await NotificationsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [BrowserFact]
    public async Task A_message_appears_as_it_is_published_with_who_has_it_and_who_does_not_want_it_and_why()
    {
        await using var opened = await _app.OpenAsync(chromium, "parcels/messages");
        await Expect(opened.Page.GetByText("No messages yet.")).ToBeVisibleAsync();

        await _app.PublishAsync(new Parcel("p-1"), "A parcel", "bergen");

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "A parcel" }).ClickAsync();
        var message = opened.Page.GetByRole(AriaRole.Complementary, new() { Name = "The message" });
        await Expect(message.GetByRole(AriaRole.Heading, new() { Name = "A parcel" })).ToBeVisibleAsync();
        var recipients = message.Locator(".recipients > li");
        await Expect(recipients.Filter(new() { HasText = "fn:take-parcel" })).ToContainTextAsync("#1");
        await Expect(recipients.Filter(new() { HasText = "fn:take-parcel" })).ToContainTextAsync("delivered");
        await Expect(recipients.Filter(new() { HasText = "fn:take-from-oslo" })).ToContainTextAsync("filtered out");
        await Expect(message.GetByRole(AriaRole.List, new() { Name = "What the policy found" })).ToContainTextAsync("bergen");
        await Expect(message.GetByLabel("JSON", new() { Exact = true })).ToContainTextAsync("\"p-1\"");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task What_failed_for_good_is_a_dead_letter_with_its_reason()
    {
        var id = await _app.PublishAsync(new Parcel("p-2", IsBroken: true));
        await using var opened = await _app.OpenAsync(chromium, "parcels/dead-letters");

        var letters = opened.Page.GetByRole(AriaRole.List, new() { Name = "Dead letters" });
        await Expect(letters).ToContainTextAsync("Parcel p-2 is broken.");
        await letters.GetByRole(AriaRole.Link, new() { Name = "The message" }).ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync(id);
        await Expect(opened.Page.GetByRole(AriaRole.List, new() { Name = "Attempts" })).ToContainTextAsync("dead letter");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_dead_letter_is_redriven_once_its_cause_is_gone()
    {
        var id = await _app.PublishAsync(new Parcel("p-6", IsBroken: true));
        await using var opened = await _app.OpenAsync(chromium, "parcels/dead-letters");
        await Expect(opened.Page.GetByText("Parcel p-6 is broken.")).ToBeVisibleAsync();

        _app.Rules.TakesBroken = true;
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = $"Redrive {id}" }).ClickAsync();

        await Expect(opened.Page.GetByText("None: everything that matched")).ToBeVisibleAsync();
        await opened.Page.GotoAsync(new Uri(_app.Address, $"_notifications/#/parcels/messages?id={id}").ToString());
        await Expect(opened.Page.GetByRole(AriaRole.List, new() { Name = "Attempts" })).ToContainTextAsync("delivered");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_message_is_published_by_hand_with_attributes()
    {
        await using var opened = await _app.OpenAsync(chromium, "parcels/publish");
        await opened.Page.GetByLabel("Subject").FillAsync("By hand");
        await opened.Page.GetByLabel("Attributes").FillAsync("city = oslo\nweight = 3");
        await opened.Page.GetByLabel("Body").FillAsync("""{"id":"p-3"}""");
        await opened.Page.Keyboard.PressAsync("Control+Enter");

        var message = opened.Page.GetByRole(AriaRole.Complementary, new() { Name = "The message" });
        await Expect(message.GetByRole(AriaRole.Heading, new() { Name = "By hand" })).ToBeVisibleAsync();
        await Expect(message.Locator(".recipients .badge")).ToHaveTextAsync(["delivered", "delivered", "delivered", "delivered"]);
        await Expect(message.GetByTitle("Number", new() { Exact = true })).ToHaveTextAsync("3");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_message_that_breaks_a_rule_is_refused_in_the_rules_words()
    {
        await using var opened = await _app.OpenAsync(chromium, "parcels/publish");
        await opened.Page.GetByLabel("Body").FillAsync("");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Empty message");
    }

    [BrowserFact]
    public async Task Subscribers_are_shown_with_their_policy_and_how_they_do()
    {
        await _app.Subscriptions.SubscribeAsync("parcels", new SubscriptionRequest("http", "http://127.0.0.1:9/hook"), TestContext.Current.CancellationToken);
        await _app.PublishAsync(new Parcel("p-4", IsBroken: true));
        await using var opened = await _app.OpenAsync(chromium, "parcels/subscribers");

        var subscribers = opened.Page.Locator(".subscribers > li");
        await Expect(subscribers.Filter(new() { HasText = "fn:take-parcel" })).ToContainTextAsync("failing");
        await Expect(subscribers.Filter(new() { HasText = "fn:take-parcel" })).ToContainTextAsync("Parcel p-4 is broken.");
        await Expect(subscribers.Filter(new() { HasText = "fn:take-from-oslo" })).ToContainTextAsync(NotificationsApp.Picky);
        await Expect(subscribers.Filter(new() { HasText = "http://127.0.0.1:9/hook" })).ToContainTextAsync("pending");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_paused_page_shows_nothing_new_until_it_goes_on()
    {
        await using var opened = await _app.OpenAsync(chromium, "parcels/messages");
        await Expect(opened.Page.GetByText("No messages yet.")).ToBeVisibleAsync();
        var pause = opened.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" });
        await pause.PressAsync("Enter");
        await Expect(pause).ToHaveAttributeAsync("aria-pressed", "true");

        await _app.PublishAsync(new Parcel("p-5"), "Unseen");
        await pause.PressAsync("Enter");

        await Expect(opened.Page.GetByRole(AriaRole.Link, new() { Name = "Unseen" })).ToBeVisibleAsync();
    }
}
