using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Whoever may subscribe cannot make the app flood a host that never asked for anything.</summary>
public sealed class ConfirmationLineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Confirmations_of_one_host_come_no_faster_than_its_rate()
    {
        await using var app = Limited(perMinute: 6);

        for (var number = 0; number < 8; number++)
        {
            await SubscribeAsync(app, $"https://{(number % 2 == 0 ? "victim.example" : "VICTIM.example.")}:{8000 + number}/{number}");
        }

        Assert.Equal([0, 0, 0, 0, 0, 0, 10, 20], app.Ports.Queued.Select(queued => queued.Delay.TotalSeconds));
        await SubscribeAsync(app, "https://other.example/hook");
        Assert.Equal(TimeSpan.Zero, app.Ports.Queued[^1].Delay);
    }

    [Fact]
    public async Task One_that_waits_is_not_sent_before_its_turn_and_then_at_once()
    {
        await using var app = Limited(perMinute: 1);
        await SubscribeAsync(app, "https://victim.example/1");
        await SubscribeAsync(app, "https://victim.example/2");
        var (first, second) = (app.Ports.Queued[0], app.Ports.Queued[1]);
        app.Ports.TakeAll();

        Assert.IsType<DeliveryOutcome.Delivered>(await app.Get<DeliveryWorker>().HandleAsync(first.Body, 1, Token));
        app.Time.Advance(second.Delay);
        Assert.IsType<DeliveryOutcome.Delivered>(await app.Get<DeliveryWorker>().HandleAsync(second.Body, 1, Token));

        Assert.Equal(TimeSpan.FromMinutes(1), second.Delay);
        Assert.Equal(2, app.Ports.Requests.Count);
    }

    [Fact]
    public async Task One_that_failed_takes_another_place_before_it_is_sent_again()
    {
        await using var app = Limited(perMinute: 1);
        app.Ports.Answer = _ => new WebhookResponse(503);
        await SubscribeAsync(app, "https://victim.example/1");
        var retry = Assert.IsType<DeliveryOutcome.Retry>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        app.Time.Advance(retry.Delay);
        var postponed = Assert.IsType<DeliveryOutcome.Retry>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        Assert.Equal(TimeSpan.FromMinutes(1), retry.Delay + postponed.Delay);
        Assert.Equal("At most 1 confirmation messages a minute go to one host.", postponed.Reason);
        Assert.Single(app.Ports.Requests);
    }

    [Fact]
    public async Task Subscribing_is_refused_when_ten_minutes_worth_are_waiting_and_leaves_nothing_behind()
    {
        await using var app = Limited(perMinute: 1);
        for (var number = 0; number <= 10; number++)
        {
            await SubscribeAsync(app, $"https://victim.example/{number}");
        }

        for (var again = 0; again < 3; again++)
        {
            var refused = await Assert.ThrowsAsync<NotificationException>(() => SubscribeAsync(app, "https://victim.example/more"));
            Assert.Equal(("throttled", TimeSpan.FromMinutes(1)), (refused.Code, refused.RetryAfter));
        }

        Assert.Equal(11, app.Ports.Queued.Count);
        Assert.Equal(11, (await app.Subscriptions.ListAsync("cats", cancellationToken: Token)).Items.Count);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await SubscribeAsync(app, "https://victim.example/more"); // what was refused has taken no places
    }

    [Fact]
    public async Task Asking_again_for_an_endpoint_that_waits_takes_places_too()
    {
        await using var app = Limited(perMinute: 1);

        await SubscribeAsync(app, "https://victim.example/1");
        await SubscribeAsync(app, "https://victim.example/1");

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(1)], app.Ports.Queued.Select(queued => queued.Delay));
    }

    [Fact]
    public async Task A_confirmed_endpoint_is_found_again_however_long_the_line_is()
    {
        await using var app = Limited(perMinute: 1);
        var confirmed = await app.WebhookAsync("https://victim.example/hook");
        for (var number = 1; number <= 10; number++)
        {
            await SubscribeAsync(app, $"https://victim.example/{number}");
        }

        var again = await SubscribeAsync(app, "https://victim.example/hook");

        Assert.Equal((confirmed.Id, SubscriptionState.Confirmed), (again.Id, again.State));
    }

    [Fact]
    public async Task Two_processes_share_a_hosts_rate()
    {
        await using var app = Limited(perMinute: 2);
        await using var other = new TestApp(options: options => options.ConfirmationsPerHost = 2, sharing: app);

        for (var number = 0; number < 4; number++)
        {
            await SubscribeAsync(number % 2 == 0 ? app : other, $"https://victim.example/{number}");
        }

        Assert.Equal([0, 0, 30, 60], app.Ports.Queued.Select(queued => queued.Delay.TotalSeconds).Order());
    }

    private static TestApp Limited(int perMinute) => new(options: options => options.ConfirmationsPerHost = perMinute);

    private static Task<Subscription> SubscribeAsync(TestApp app, string endpoint) => app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", endpoint), Token);
}
