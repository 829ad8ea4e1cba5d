using Microsoft.Playwright;
using Support;
using static Microsoft.Playwright.Assertions;

namespace Browser.Notifications;

/// <summary>That what is published stays text, that other sites' pages get nothing, and that everybody can use the page.</summary>
public sealed class NotificationsSafetyTests(Chromium chromium) : IAsyncLifetime
{
    private const string Evil = "<img src=x onerror=\"document.title='owned'\">";
    private NotificationsApp _app = null!;

    public static TheoryData<string, ColorScheme> AllViews => Views.InBothSchemes("/messages", "parcels/messages", "parcels/messages?id=", "parcels/subscribers", "parcels/dead-letters", "parcels/publish", "parcels.fifo/subscribers");

    public async ValueTask InitializeAsync() => _app = await NotificationsApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [BrowserFact]
    public async Task Markup_in_a_message_stays_text_wherever_it_is_shown()
    {
        var id = await _app.PublishAsync(new Parcel(Evil, IsBroken: true), Evil, Evil);
        await using var opened = await _app.OpenAsync(chromium, "parcels/dead-letters");
        await Expect(opened.Page.GetByRole(AriaRole.List, new() { Name = "Dead letters" })).ToContainTextAsync(Evil);

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "The message" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = Evil })).ToBeVisibleAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync(id);
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Subscribers" }).ClickAsync();
        await Expect(opened.Page.Locator(".subscribers")).ToContainTextAsync(Evil);

        Assert.Equal(0, await opened.Page.Locator("img, main script").CountAsync());
        Assert.NotEqual("owned", await opened.Page.TitleAsync());
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Even_a_script_that_got_into_the_page_would_not_run()
    {
        await using var opened = await _app.OpenAsync(chromium);

        await opened.Page.EvaluateAsync("html => { const box = document.createElement('div'); box.innerHTML = html; document.body.append(box); }", Evil);

        await Eventually.True(() => opened.Complaints.Any(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)), "the policy stopped it");
        Assert.NotEqual("owned", await opened.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task A_page_of_another_site_can_neither_read_nor_publish()
    {
        await using var other = await NotificationsApp.StartAsync();
        await using var opened = await other.OpenAsync(chromium);
        await opened.Page.RouteAsync("**/foreign", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>foreign</title>" }));
        await opened.Page.GotoAsync(new Uri(other.Address, "foreign").ToString());
        const string Ask = "async ([url, options]) => { try { const r = await fetch(url, options); return `${r.status} ${await r.text()}`; } catch (e) { return e.name; } }";

        var read = await opened.Page.EvaluateAsync<string>(
            Ask, new object[] { new Uri(_app.Address, "_notifications/api/topics").ToString(), new { headers = new Dictionary<string, string> { ["x-virga-notifications"] = "1" } } });
        var blind = await opened.Page.EvaluateAsync<string>(
            Ask, new object[] { new Uri(_app.Address, "_notifications/api/publish").ToString(), new { method = "POST", mode = "no-cors", body = """{"topic":"parcels","body":"x"}""" } });

        Assert.Equal("TypeError", read);
        Assert.Equal("TypeError", blind);
    }

    [BrowserFact]
    public async Task The_page_asks_no_other_address_for_anything()
    {
        await _app.PublishAsync(new Parcel("p-1"));
        await using var opened = await _app.OpenAsync(chromium);
        await Expect(opened.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        Assert.All(opened.Requests, request => Assert.StartsWith(_app.Address.ToString(), request, StringComparison.Ordinal));
    }

    [BrowserTheory]
    [MemberData(nameof(AllViews))]
    public async Task No_view_has_an_accessibility_fault_in_light_or_dark(string view, ColorScheme scheme)
    {
        await _app.PublishAsync(new Parcel("p-1"), "Whole", "oslo");
        var broken = await _app.PublishAsync(new Parcel("p-2", IsBroken: true), "Broken", "bergen");
        await _app.Notifier.PublishAsync(Parcel.Ordered, new Parcel("p-3", IsBroken: true), message => message.Group("oslo").Deduplication("p-3"), TestContext.Current.CancellationToken);
        await using var opened = await _app.OpenAsync(chromium, view.EndsWith('=') ? view + broken : view, scheme);
        await Expect(opened.Page.Locator(".page :is(.badge, form, .letters)").First).ToBeVisibleAsync();

        Assert.Empty(await opened.AccessibilityFaultsAsync());
        Assert.Empty(opened.Complaints);
        await opened.KeepScreenshotAsync($"{view}{scheme}");
    }
}
