using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Portal;

/// <summary>What a developer does with the portal.</summary>
public sealed class PortalTests(Chromium chromium) : IAsyncLifetime
{
    private PortalApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PortalApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [BrowserFact]
    public async Task A_document_is_created_with_a_development_token_and_listed()
    {
        await using var opened = await _app.OpenAsync(chromium, "operations/CreateBoat");
        var page = opened.Page;
        await page.GetByRole(AriaRole.Textbox, new() { Name = "harbour" }).FillAsync("oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator(".answer")).ToContainTextAsync("401");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in…" }).ClickAsync();
        await Expect(page.GetByLabel("Scopes of a development token")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("boats:write"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make one" }).ClickAsync();
        await Expect(page.GetByLabel("Bearer token")).Not.ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Signed in with a token" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "harbour" }).FillAsync("oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator(".answer")).ToContainTextAsync("201");
        await Expect(page.Locator(".answer")).ToContainTextAsync("Fram");

        await page.GetByRole(AriaRole.Link, new() { Name = "The boats of a harbour" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "harbour" }).FillAsync("oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.Locator(".answer")).ToContainTextAsync("Fram");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Code_follows_what_is_filled_in_in_three_languages()
    {
        await using var opened = await _app.OpenAsync(chromium, "operations/CreateBoat");
        var page = opened.Page;
        var code = page.GetByRole(AriaRole.Tabpanel);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "harbour" }).FillAsync("o'slo");

        await Expect(code).ToContainTextAsync("-H \"Authorization: Bearer $TOKEN\"");
        await Expect(code).ToContainTextAsync("o'\\''slo");
        await page.GetByRole(AriaRole.Tab, new() { Name = "curl" }).PressAsync("ArrowRight");
        await Expect(code).ToContainTextAsync("HttpMethod.Post");
        await page.GetByRole(AriaRole.Tab, new() { Name = "TypeScript" }).ClickAsync();
        await Expect(code).ToContainTextAsync("client.POST(\"/api/harbours/{harbour}/boats\"");
        await Expect(code).ToContainTextAsync("\"harbour\":\"o'slo\"");
    }

    [BrowserFact]
    public async Task Models_and_topics_are_found_and_read()
    {
        await using var opened = await _app.OpenAsync(chromium);
        var page = opened.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Boats", Level = 1 })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("boatinput");
        await page.GetByRole(AriaRole.Link, new() { Name = "BoatInput" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Members" })).ToContainTextAsync("1 to 40 characters");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Members" })).ToContainTextAsync("\"sail\" | \"motor\"");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("boat-sold");
        await page.GetByRole(AriaRole.Link, new() { Name = "boat-sold" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Members of the message" })).ToContainTextAsync("price");
    }

    [BrowserFact]
    public async Task A_caller_sees_its_own_keys()
    {
        await using var opened = await _app.OpenAsync(chromium, "keys/mine");
        var page = opened.Page;
        await Expect(page.Locator(".page")).ToContainTextAsync("Sign in with a token or a key");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make one" }).ClickAsync();
        await Expect(page.GetByLabel("Bearer token")).Not.ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use" }).ClickAsync();
        await Expect(page.Locator(".page")).ToContainTextAsync("You have no keys.");

        await page.EvaluateAsync("""
            () => fetch('/api/keys', { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${sessionStorage.getItem('portal-token')}` },
              body: JSON.stringify({ name: 'Harbour master', owner: 'developer' }) })
            """);
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Harbour master" })).ToBeVisibleAsync();
    }
}
