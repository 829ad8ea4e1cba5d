using Microsoft.Playwright;
using Support;
using static Microsoft.Playwright.Assertions;

namespace Browser.Explorer;

/// <summary>That stored text stays text, that other sites' pages get nothing, and that everybody can use the page.</summary>
public sealed class SafetyTests(Chromium chromium) : IAsyncLifetime
{
    private const string Evil = "<img src=x onerror=\"document.title='owned'\">";
    private ExplorerAccount _account = null!;

    public static TheoryData<string, ColorScheme> AllViews => Views.InBothSchemes("documents", "documents?id=tom&key=%5B%22oslo%22%5D", "documents?new", "query", "changes", "settings");

    public async ValueTask InitializeAsync()
    {
        _account = await ExplorerAccount.StartAsync();
        await _account.CreateAsync(ExplorerAccount.Cat("tom"));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [BrowserFact]
    public async Task Markup_in_a_document_stays_text_wherever_it_is_shown()
    {
        var cat = ExplorerAccount.Cat("evil", Evil, city: Evil);
        cat[Evil] = "<script>document.title='owned'</script>";
        await _account.CreateAsync(cat);
        await using var opened = await _account.OpenAsync(chromium, "documents");
        await Expect(opened.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "evil" })).ToContainTextAsync(Evil);
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "evil" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = "evil" })).ToBeVisibleAsync();

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Query" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(opened.Page.GetByLabel("JSON", new() { Exact = true })).ToContainTextAsync("<img src=x");
        await opened.Page.GetByLabel("Show as").SelectOptionAsync("table");
        await Expect(opened.Page.GetByRole(AriaRole.Columnheader, new() { Name = Evil })).ToBeVisibleAsync();
        await opened.Page.GetByLabel("Query", new() { Exact = true }).FillAsync(Evil);
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("400");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Change feed" }).ClickAsync();
        await opened.Page.GetByLabel("Start").SelectOptionAsync("beginning");
        await Expect(opened.Page.Locator(".feed li")).ToHaveCountAsync(2);

        Assert.Equal(0, await opened.Page.Locator("img, main script").CountAsync());
        Assert.NotEqual("owned", await opened.Page.TitleAsync());
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Even_a_script_that_got_into_the_page_would_not_run()
    {
        await using var opened = await _account.OpenAsync(chromium, "documents");

        await opened.Page.EvaluateAsync("html => { const box = document.createElement('div'); box.innerHTML = html; document.body.append(box); }", Evil);
        await Expect(opened.Page.Locator("img")).ToHaveCountAsync(1);

        await Eventually.True(() => opened.Complaints.Any(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)), "the policy stopped it");
        Assert.NotEqual("owned", await opened.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task A_page_of_another_site_gets_nothing()
    {
        await using var other = await ExplorerAccount.StartAsync();
        await using var opened = await other.OpenAsync(chromium);
        await opened.Page.RouteAsync("**/foreign", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>foreign</title>" }));
        await opened.Page.GotoAsync(new Uri(other.Address, "foreign").ToString());

        var answer = await opened.Page.EvaluateAsync<string>(
            "async url => { try { const r = await fetch(url, { headers: { 'x-virga-explorer': '1' } }); return `${r.status} ${await r.text()}`; } catch (e) { return e.name; } }",
            new Uri(_account.Address, "_explorer/api/dbs").ToString());
        var blind = await opened.Page.EvaluateAsync<string>(
            "async url => { try { const r = await fetch(url, { mode: 'no-cors' }); return `${r.status} ${await r.text()}`; } catch (e) { return e.name; } }",
            new Uri(_account.Address, "_explorer/api/dbs").ToString());

        Assert.Equal("TypeError", answer);
        Assert.Equal("TypeError", blind);
    }

    [BrowserFact]
    public async Task The_page_asks_no_other_address_for_anything()
    {
        await using var opened = await _account.OpenAsync(chromium, "documents");
        await Expect(opened.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        Assert.All(opened.Requests, request => Assert.StartsWith(_account.Address.ToString(), request, StringComparison.Ordinal));
    }

    [BrowserTheory]
    [MemberData(nameof(AllViews))]
    public async Task No_view_has_an_accessibility_fault_in_light_or_dark(string view, ColorScheme scheme)
    {
        await using var opened = await _account.OpenAsync(chromium, view, scheme);
        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = "cats" })).ToBeVisibleAsync();
        if (view == "query")
        {
            await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
            await Expect(opened.Page.GetByLabel("JSON", new() { Exact = true })).ToBeVisibleAsync();
        }

        Assert.Empty(await opened.AccessibilityFaultsAsync());
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task The_page_is_dark_for_those_who_like_it_dark()
    {
        const string Brightness = "Number(/\\d+/.exec(getComputedStyle(document.body).backgroundColor)[0])";
        await using var light = await _account.OpenAsync(chromium);
        await using var dark = await _account.OpenAsync(chromium, scheme: ColorScheme.Dark);

        Assert.InRange(await light.Page.EvaluateAsync<int>(Brightness), 200, 255);
        Assert.InRange(await dark.Page.EvaluateAsync<int>(Brightness), 0, 60);
    }
}
