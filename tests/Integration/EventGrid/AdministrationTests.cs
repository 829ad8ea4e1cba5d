using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class AdministrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_that_is_put_while_it_runs_gets_events_and_is_there_after_a_restart()
    {
        await using var receiver = await ReceiverAsync();
        using var webhooks = Grid.Webhooks();
        var blobs = new MemoryBlobs();
        await using (var grid = new Grid(webhooks: webhooks, blobs: blobs))
        {
            grid.Local.Start();
            await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
            using var http = new HttpClient { BaseAddress = server.Uri };

            using var put = await http.PutAsync(new Uri("subscriptions/cats", UriKind.Relative), Json($$$"""{"endpoint":"{{{receiver.Uri}}}hook","filter":{"subjectBeginsWith":"cats/"},"headers":{"x-mine":"1"}}"""), Token);
            Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
            await grid.PublishAsync(Grid.Event("1", subject: "cats/tom"), Grid.Event("2", subject: "dogs/rex"));
            await Grid.Until(() => Posts(receiver).Count == 1, "the event is delivered");

            Assert.Equal("1", Posts(receiver)[0].Headers["x-mine"]);
            using var list = JsonDocument.Parse(await http.GetStringAsync(new Uri("subscriptions", UriKind.Relative), Token));
            Assert.Equal("Active", Assert.Single(list.RootElement.EnumerateArray()).GetProperty("state").GetString());
        }

        await using var again = new Grid(webhooks: webhooks, blobs: blobs);
        await again.Local.Administration.RestoreAsync(Token);
        again.Local.Start();
        await again.PublishAsync(Grid.Event("3", subject: "cats/ann"));

        await Grid.Until(() => Posts(receiver).Count == 2, "the event is delivered after the restart");
    }

    [Fact]
    public async Task One_that_is_put_again_is_replaced_and_a_deleted_one_is_gone_for_good()
    {
        using var webhooks = Grid.Webhooks();
        await using var grid = new Grid(webhooks: webhooks);
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };
        var uri = new Uri("subscriptions/cats", UriKind.Relative);

        foreach (var attempts in (int[])[3, 4])
        {
            using var put = await http.PutAsync(uri, Json($$"""{"endpoint":"http://127.0.0.1:1/","maximumAttempts":{{attempts}}}"""), Token);
            Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
            Assert.Single(grid.Local.Subscriptions);
        }

        using var deleted = await http.DeleteAsync(uri, Token);
        using var again = await http.DeleteAsync(uri, Token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, again.StatusCode));
        await grid.Local.Administration.RestoreAsync(Token);
        Assert.Empty(grid.Local.Subscriptions);
    }

    [Theory]
    [InlineData("{}", "has no endpoint")]
    [InlineData("""{"endpoint":"http://x/","maxAttempts":3}""", "maxAttempts")]
    [InlineData("""{"endpoint":"http://x/","maximumAttempts":31,"timeToLiveMinutes":0}""", "TimeToLive")]
    [InlineData("""{"endpoint":"ftp://x/"}""", "is not an absolute http(s) URI")]
    [InlineData("""{"endpoint":"http://x/","filter":{"x":1}}""", "'x' is not part of a filter")]
    [InlineData("nonsense", "is not of the form")]
    public async Task What_is_wrong_with_a_subscription_is_told_and_nothing_changes(string json, string reason)
    {
        using var webhooks = Grid.Webhooks();
        await using var grid = new Grid(webhooks: webhooks);
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };

        using var put = await http.PutAsync(new Uri("subscriptions/cats", UriKind.Relative), Json(json), Token);

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Contains(reason, (await put.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Empty(grid.Local.Subscriptions);
    }

    [Fact]
    public async Task A_subscription_made_in_code_is_changed_there_only()
    {
        using var webhooks = Grid.Webhooks();
        await using var grid = new Grid(webhooks: webhooks);
        grid.Local.Subscribe(new LocalSubscription("mine", grid.Recorder()));
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };

        using var put = await http.PutAsync(new Uri("subscriptions/mine", UriKind.Relative), Json("""{"endpoint":"http://127.0.0.1:1/"}"""), Token);
        using var deleted = await http.DeleteAsync(new Uri("subscriptions/mine", UriKind.Relative), Token);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (put.StatusCode, deleted.StatusCode));
        Assert.Single(grid.Local.Subscriptions);
    }

    [Fact]
    public async Task Deliveries_fail_on_demand_and_the_journal_tells_what_happened_and_why()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("cats", grid.Recorder()) { Filter = EventFilter.Parse("""{"advancedFilters":[{"operatorType":"NumberGreaterThan","key":"data.age","value":2}]}""") });
        grid.Local.Start();
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };

        using var set = await http.PostAsync(new Uri("faults", UriKind.Relative), Json("""{"subscription":"cats","status":503,"times":2}"""), Token);
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        await grid.PublishAsync(Grid.Event("old", new { age = 3 }), Grid.Event("young", new { age = 1 }));
        await Grid.Until(() => grid.Local.Deliveries(eventId: "old").Any(entry => entry.Outcome == "Delivered"), "the event is delivered in the end");

        Assert.Equal(["Queued", "Retry", "Retry", "Delivered"], grid.Local.Deliveries("CATS", "old").Select(entry => entry.Outcome));
        Assert.Equal(3, grid.Local.Deliveries(eventId: "old")[^1].Attempt);
        Assert.StartsWith("Busy (503); due again in", grid.Local.Deliveries(eventId: "old")[1].Reason, StringComparison.Ordinal);
        var filtered = Assert.Single(grid.Local.Deliveries(eventId: "young"));
        Assert.Equal(("FilteredOut", "NumberGreaterThan does not hold for 'data.age', which is 1."), (filtered.Outcome, filtered.Reason));
        Assert.Empty(grid.Local.Faults);
        Assert.Contains("due again", await http.GetStringAsync(new Uri("deliveries?event=old", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_fails_on_demand_and_the_transport_gets_over_it()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("cats", grid.Recorder()));
        grid.Local.Start();
        grid.Local.Fail(new LocalFault(429, 2) { Topic = "virga" });

        await grid.Transport().SendAsync([new Virga.Notifications.RoutedEvent("1", "cats", BinaryData.FromString("{}"), DateTimeOffset.UnixEpoch, null)], Token);

        await Grid.Until(() => grid.Received.Count == 1, "the event is delivered");
        Assert.Empty(grid.Local.Faults);
    }

    [Theory]
    [InlineData("""{"status":503}""")]
    [InlineData("""{"subscription":"a","topic":"b","status":503}""")]
    [InlineData("""{"subscription":"a","status":200}""")]
    [InlineData("""{"topic":"b","status":0}""")]
    [InlineData("""{"subscription":"a","status":503,"times":-1}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task A_fault_that_is_none_is_refused(string json)
    {
        await using var grid = new Grid();
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };

        using var set = await http.PostAsync(new Uri("faults", UriKind.Relative), Json(json), Token);
        using var text = await http.PostAsync(new Uri("faults", UriKind.Relative), new StringContent("""{"subscription":"a","status":503}"""), Token);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType), (set.StatusCode, text.StatusCode));
        Assert.Empty(grid.Local.Faults);
    }

    [Fact]
    public async Task Dead_letters_can_be_read()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("cats", grid.Recorder(_ => 400)));
        grid.Local.Start();
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGridAdministration(grid.Local));
        using var http = new HttpClient { BaseAddress = server.Uri };
        await grid.PublishAsync(Grid.Event("1"));
        await Grid.Until(() => grid.Local.Deliveries(eventId: "1").Any(entry => entry.Outcome == "DeadLettered"), "the event is given up");

        var names = await http.GetFromJsonAsync<string[]>(new Uri("dead-letters", UriKind.Relative), Token);
        var letter = await http.GetFromJsonAsync<JsonElement>(new Uri("dead-letters/" + Assert.Single(names!), UriKind.Relative), Token);
        using var none = await http.GetAsync(new Uri("dead-letters/none", UriKind.Relative), Token);

        Assert.Equal(RetryRules.Undeliverable, letter[0].GetProperty("deadletterreason").GetString());
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static Task<LoopbackServer> ReceiverAsync() => LoopbackServer.StartAsync(context =>
    {
        context.Response.Headers["WebHook-Allowed-Origin"] = "*";
        return Task.CompletedTask;
    });

    private static IReadOnlyList<LoopbackServer.Call> Posts(LoopbackServer receiver) => [.. receiver.Calls.Where(call => call.Method == "POST")];

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
