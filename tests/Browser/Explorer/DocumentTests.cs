using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Explorer;

public sealed class DocumentTests(Chromium chromium) : IAsyncLifetime
{
    private ExplorerAccount _account = null!;

    public async ValueTask InitializeAsync() => _account = await ExplorerAccount.StartAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [BrowserFact]
    public async Task A_container_is_found_from_the_start_and_shows_what_it_is()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom"));
        await using var opened = await _account.OpenAsync(chromium);

        await opened.Page.GetByRole(AriaRole.Navigation, new() { Name = "Databases and containers" }).GetByRole(AriaRole.Link, new() { Name = "cats" }).ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = "cats" })).ToBeVisibleAsync();
        await Expect(opened.Page.GetByRole(AriaRole.List, new() { Name = "Facts" })).ToHaveTextAsync("key /citytime to live per documentindexing consistent1 document");
        await Expect(opened.Page.GetByRole(AriaRole.Row, new() { Name = "tom oslo" })).ToContainTextAsync("name Tom");
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task Documents_come_page_by_page_and_a_filter_leaves_some_out()
    {
        for (var i = 0; i < 60; i++)
        {
            await _account.CreateAsync(ExplorerAccount.Cat($"cat-{i:00}", age: i));
        }

        await using var opened = await _account.OpenAsync(chromium, "documents");
        var rows = opened.Page.Locator("tbody tr");

        await Expect(rows).ToHaveCountAsync(50);
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Load more" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(60);
        await opened.Page.GetByLabel("WHERE").FillAsync("c.age >= 57 ORDER BY c.age DESC");
        await opened.Page.GetByLabel("WHERE").PressAsync("Enter");

        await Expect(rows.Locator("th")).ToHaveTextAsync(["cat-59", "cat-58", "cat-57"]);
        await opened.Page.GetByLabel("WHERE").FillAsync("c.age >=");
        await opened.Page.GetByLabel("WHERE").PressAsync("Enter");
        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("400 BadRequest");
    }

    [BrowserFact]
    public async Task A_document_is_opened_with_the_keyboard_changed_and_saved()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom"));
        await _account.CreateAsync(ExplorerAccount.Cat("uma"));
        await using var opened = await _account.OpenAsync(chromium, "documents");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "tom" }).FocusAsync();

        await opened.Page.Keyboard.PressAsync("ArrowDown");
        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(opened.Page.GetByLabel("The document as JSON")).ToHaveValueAsync(new Regex("\"id\": \"uma\""));
        await opened.Page.GetByLabel("The document as JSON").FillAsync("""{"id":"uma","city":"oslo","name":"Uma Ø"}""");
        await opened.Page.Keyboard.PressAsync("Control+s");

        await Expect(opened.Page.GetByText("Saved uma")).ToBeVisibleAsync();
        Assert.Equal("Uma Ø", (string?)(await _account.ReadAsync("uma", "oslo"))!["name"]);
    }

    [BrowserFact]
    public async Task A_number_that_JavaScript_cannot_hold_is_shown_and_saved_as_it_is()
    {
        var cat = ExplorerAccount.Cat("tom");
        cat["chip"] = JsonNode.Parse("12345678901234567890");
        cat["weight"] = JsonNode.Parse("4.10");
        await _account.CreateAsync(cat);
        await using var opened = await _account.OpenAsync(chromium, "documents?id=tom&key=%5B%22oslo%22%5D");
        var text = opened.Page.GetByLabel("The document as JSON");

        await Expect(text).ToHaveValueAsync(new Regex("\"chip\": 12345678901234567890,\\s+\"weight\": 4.10"));
        await text.FillAsync((await text.InputValueAsync()).Replace("Tom", "Tim", StringComparison.Ordinal));
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(opened.Page.GetByText("Saved tom")).ToBeVisibleAsync();

        var saved = await _account.ReadAsync("tom", "oslo");
        Assert.Equal(("Tim", "12345678901234567890", "4.10"), ((string?)saved!["name"], saved["chip"]!.ToJsonString(), saved["weight"]!.ToJsonString()));
    }

    [BrowserFact]
    public async Task A_document_is_created_and_deleted()
    {
        await using var opened = await _account.OpenAsync(chromium, "documents");

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "New document" }).ClickAsync();
        await opened.Page.GetByLabel("The document as JSON").FillAsync("""{"id":"new","city":"tromsø"}""");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Row, new() { Name = "new tromsø" })).ToBeVisibleAsync();
        Assert.NotNull(await _account.ReadAsync("new", "troms\\u00f8"));

        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(opened.Page.GetByText("No document matches.")).ToBeVisibleAsync();
        Assert.Null(await _account.ReadAsync("new", "troms\\u00f8"));
    }

    [BrowserFact]
    public async Task What_somebody_else_wrote_meanwhile_is_not_overwritten_unasked()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom", age: 3));
        await using var opened = await _account.OpenAsync(chromium, "documents");
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "tom" }).ClickAsync();
        var text = opened.Page.GetByLabel("The document as JSON");
        await text.FillAsync("""{"id":"tom","city":"oslo","age":5}""");
        await _account.ReplaceAsync(ExplorerAccount.Cat("tom", age: 4));

        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody changed this document after you opened it");
        Assert.Equal(4, (int?)(await _account.ReadAsync("tom", "oslo"))!["age"]);

        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Read again" }).ClickAsync();
        await Expect(text).ToHaveValueAsync(new Regex("\"age\": 4"));
        await text.FillAsync("""{"id":"tom","city":"oslo","age":6}""");
        await _account.ReplaceAsync(ExplorerAccount.Cat("tom", age: 7));
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Overwrite" }).ClickAsync();

        await Expect(opened.Page.GetByText("Saved tom")).ToBeVisibleAsync();
        Assert.Equal(6, (int?)(await _account.ReadAsync("tom", "oslo"))!["age"]);
    }

    [BrowserFact]
    public async Task Changes_that_are_not_saved_are_lost_only_when_told_so()
    {
        await _account.CreateAsync(ExplorerAccount.Cat("tom"));
        await _account.CreateAsync(ExplorerAccount.Cat("uma"));
        await using var opened = await _account.OpenAsync(chromium, "documents");
        var text = opened.Page.GetByLabel("The document as JSON");
        var question = opened.Page.GetByRole(AriaRole.Dialog, new() { Name = "Leave without saving?" });
        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "tom" }).ClickAsync();
        await text.FillAsync("half a thought");

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "uma" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(text).ToHaveValueAsync("half a thought");
        await Expect(opened.Page).ToHaveURLAsync(new Regex("id=tom"));

        await opened.Page.GetByRole(AriaRole.Link, new() { Name = "Change feed" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        Assert.Empty(opened.Complaints);
    }

    [BrowserFact]
    public async Task A_container_is_made_from_the_page()
    {
        await using var opened = await _account.OpenAsync(chromium);

        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "New container…" }).ClickAsync();
        await opened.Page.GetByLabel("Container", new() { Exact = true }).FillAsync("events");
        await opened.Page.GetByLabel("Partition key").FillAsync("/tenant /user");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await Expect(opened.Page.GetByRole(AriaRole.List, new() { Name = "Facts" })).ToContainTextAsync("key /tenant /user");
        Assert.Empty(opened.Complaints);
    }
}
