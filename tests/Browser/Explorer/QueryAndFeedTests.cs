using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Explorer;

public sealed class QueryAndFeedTests(Chromium chromium) : IAsyncLifetime
{
    private ExplorerAccount _account = null!;

    public async ValueTask InitializeAsync() => _account = await ExplorerAccount.StartAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [BrowserFact]
    public async Task A_query_shows_what_it_found_and_what_it_took()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom", age: 4));
        await _account.CreateAsync(ExplorerAccount.Cat("uma", "Uma", 5, "bergen"));
        await using var opened = await _account.OpenAsync(chromium, "query");

        await opened.Page.GetByLabel("Query", new() { Exact = true }).FillAsync("SELECT VALUE SUM(c.age) FROM c");
        await opened.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(opened.Page.GetByLabel("JSON", new() { Exact = true })).ToHaveTextAsync("[\n  9\n]");
        var took = opened.Page.GetByRole(AriaRole.List, new() { Name = "What it took" }).GetByRole(AriaRole.Listitem);
        await Expect(took).ToHaveTextAsync((Regex[])[new("^items 1$"), new(@"^request charge \d+(\.\d+)? RU$"), new(@"^elapsed \d+\.\d ms$")]);

        await opened.Page.GetByLabel("Query", new() { Exact = true }).FillAsync("SELECT c.id, c.age FROM c ORDER BY c.age DESC");
        await opened.Page.GetByLabel("Show as").SelectOptionAsync("table");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Row)).ToHaveTextAsync(["idage", "uma5", "tom4"]);
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_query_is_asked_for_its_parameters_by_name()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom", age: 4));
        await _account.CreateAsync(ExplorerAccount.Cat("uma", "Uma", 5, "bergen"));
        await using var opened = await _account.OpenAsync(chromium, "query");
        var page = opened.Page;

        await page.GetByLabel("Query", new() { Exact = true }).FillAsync("SELECT VALUE c.id FROM c WHERE c.age > @age AND c.city = @city AND c.name != '@nobody'");
        await Expect(page.Locator(".parameter label")).ToHaveTextAsync(["@age", "@city"]);
        await page.GetByLabel("@age").FillAsync("4");
        await page.GetByLabel("@city").FillAsync("bergen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();

        await Expect(page.GetByLabel("JSON", new() { Exact = true })).ToHaveTextAsync("[\n  \"uma\"\n]");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_long_result_is_read_page_by_page()
    {
        for (var i = 0; i < 12; i++)
        {
            await _account.CreateAsync(ExplorerAccount.Cat($"cat-{i:00}"));
        }

        await using var opened = await _account.OpenAsync(chromium, "query");
        await opened.Page.GetByLabel("Query", new() { Exact = true }).FillAsync("SELECT VALUE c.id FROM c ORDER BY c.id");
        await opened.Page.GetByLabel("Page size").SelectOptionAsync("10");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();

        await Expect(opened.Page.GetByLabel("JSON", new() { Exact = true })).ToHaveTextAsync("[\n  \"cat-10\",\n  \"cat-11\"\n]");
        await Expect(opened.Page.GetByRole(AriaRole.Button, new() { Name = "Next page" })).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task A_query_that_is_wrong_is_told_where()
    {
        await using var opened = await _account.OpenAsync(chromium, "query");

        await opened.Page.GetByLabel("Query", new() { Exact = true }).FillAsync("SELECT c.id\nFROM c\nWHERE c.age >< 3");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Run" }).ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("400 BadRequestSyntax error, incorrect syntax near '<'. (SC1001)");
        await Expect(opened.Page.GetByLabel("Where it went wrong")).ToHaveTextAsync($"WHERE c.age >< 3\n{new string(' ', 13)}^");
        await Expect(opened.Page.Locator("mark")).ToHaveTextAsync("<");
    }

    [BrowserFact]
    public async Task All_versions_of_a_document_and_its_end_are_in_the_feed_that_is_asked_for_them()
    {
        await using var opened = await _account.OpenAsync(chromium, "changes");
        await opened.Page.GetByLabel("Versions").SelectOptionAsync("all");
        await opened.Page.WaitForResponseAsync(response => response.Status == 304 && response.Request.Headers["a-im"] == "Full-Fidelity Feed");

        await _account.CreateAsync(ExplorerAccount.Cat("tom"));
        await _account.ReplaceAsync(ExplorerAccount.Cat("tom", age: 4));
        await _account.DeleteAsync(ExplorerAccount.Cat("tom"));

        await Expect(opened.Page.Locator(".feed .badge")).ToHaveTextAsync(["delete", "replace", "create"]);
        await Expect(opened.Page.Locator(".feed summary strong")).ToHaveTextAsync(["tom", "tom", "tom"]);
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Writes_appear_in_the_change_feed_as_they_are_made_until_it_is_paused()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("before"));
        await using var opened = await _account.OpenAsync(chromium, "changes");
        await opened.Page.WaitForResponseAsync(response => response.Status == 304);
        var changes = opened.Page.Locator(".feed summary strong");

        await _account.CreateAsync(ExplorerAccount.Cat("one"));
        await Expect(changes).ToHaveTextAsync(["one"]);
        await _account.CreateAsync(ExplorerAccount.Cat("two"));
        await Expect(changes).ToHaveTextAsync(["two", "one"]);
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await _account.CreateAsync(ExplorerAccount.Cat("three"));
        await Expect(opened.Page.GetByText("Paused · 2 seen")).ToBeVisibleAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(changes).ToHaveTextAsync(["three", "two", "one"]);

        await opened.Page.GetByLabel("Start").SelectOptionAsync("beginning");
        await Expect(changes).ToHaveTextAsync(["three", "two", "one", "before"]);
        await opened.Page.Locator(".feed summary").First.ClickAsync();
        await Expect(opened.Page.GetByLabel("JSON", new() { Exact = true }).First).ToContainTextAsync("\"name\": \"Tom\"");
        Assert.Empty(opened.Complaints);
    }
}
