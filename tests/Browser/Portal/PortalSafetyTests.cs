using System.Net;
using Microsoft.Playwright;
using Support;
using static Microsoft.Playwright.Assertions;

namespace Browser.Portal;

/// <summary>That descriptions stay text, that nothing comes from elsewhere, who is let in, and that everybody can use the portal.</summary>
public sealed class PortalSafetyTests(Chromium chromium) : IAsyncLifetime
{
    private PortalApp _app = null!;

    public static TheoryData<string, ColorScheme> AllViews => Views.InBothSchemes("", "operations/CreateBoat", "operations/ListBoats", "models/Boat", "topics/boat-sold", "keys/mine", "nothing/here");

    public async ValueTask InitializeAsync() => _app = await PortalApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [BrowserFact]
    public async Task Markup_in_a_description_stays_text_and_no_script_gets_in()
    {
        await using var opened = await _app.OpenAsync(chromium, "models/Boat");
        await Expect(opened.Page.GetByRole(AriaRole.Region, new() { Name = "Members" })).ToContainTextAsync("<img src=x");

        await opened.Page.EvaluateAsync("() => { const box = document.createElement('div'); box.innerHTML = `<img src=x onerror=\"document.title='owned'\">`; document.body.append(box); }");

        await Eventually.True(() => opened.Complaints.Any(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)), "the policy stopped it");
        Assert.NotEqual("owned", await opened.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task Nothing_is_asked_of_another_address()
    {
        await using var opened = await _app.OpenAsync(chromium, "operations/ListBoats");
        await Expect(opened.Page.GetByRole(AriaRole.Form, new() { Name = "Try it" })).ToBeVisibleAsync();

        Assert.All(opened.Requests, request => Assert.StartsWith(_app.Address.ToString(), request, StringComparison.Ordinal));
    }

    [BrowserTheory]
    [MemberData(nameof(AllViews))]
    public async Task No_view_has_an_accessibility_fault_in_light_or_dark(string view, ColorScheme scheme)
    {
        await using var opened = await _app.OpenAsync(chromium, view, scheme);
        await Expect(opened.Page.Locator("main h1")).ToBeVisibleAsync();

        Assert.Empty(await opened.AccessibilityFaultsAsync());
        Assert.Empty(opened.Complaints);
        await opened.KeepScreenshotAsync($"portal-{view}{scheme}");
    }

    [BrowserFact]
    public async Task The_dialog_to_sign_in_has_no_accessibility_fault()
    {
        await using var opened = await _app.OpenAsync(chromium);
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in…" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        Assert.Empty(await opened.AccessibilityFaultsAsync());
    }

    [Fact]
    public async Task A_portal_that_is_not_open_is_not_there()
    {
        await using var closed = await PortalApp.StartAsync("Portal:IsOpen=false");
        using var http = new HttpClient();

        using var page = await http.GetAsync(new Uri(closed.Address, "api/docs/"), TestContext.Current.CancellationToken);
        using var script = await http.GetAsync(new Uri(closed.Address, "api/docs/main.js"), TestContext.Current.CancellationToken);
        using var open = await http.GetAsync(new Uri(_app.Address, "api/docs"), TestContext.Current.CancellationToken);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK], new[] { page.StatusCode, script.StatusCode, open.StatusCode });
    }
}
