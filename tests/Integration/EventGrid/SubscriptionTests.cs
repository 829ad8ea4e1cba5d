using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Virga.EventGrid;
using Virga.Notifications;

namespace Integration.EventGrid;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Every_fault_of_a_subscription_is_named()
    {
        await using var grid = new Grid();

        var error = Assert.Throws<ArgumentException>(() => grid.Local.Subscribe(new LocalSubscription("a!", LocalDestination.To(new Uri("ftp://user@host/x")))
        {
            Topic = "none",
            MaximumAttempts = 31,
            TimeToLive = TimeSpan.FromDays(2),
            MaximumEventsPerBatch = 0,
            PreferredBatchKilobytes = 0,
            DeliveryHeaders = new Dictionary<string, string> { ["x"] = "a\nb" },
            Filter = new() { AdvancedFilters = [AdvancedFilter.IsNotNull("")] },
        }));

        Assert.All(
            (string[])["name", "'none'", "MaximumAttempts", "TimeToLive", "MaximumEventsPerBatch", "PreferredBatchKilobytes", "ftp://", "delivery header 'x'", "key ''", "IWebhookTransport"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("two words", "x")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("X-Long", null)]
    public async Task A_header_that_no_delivery_could_carry_is_refused(string name, string? value)
    {
        await using var grid = new Grid();

        var error = Assert.Throws<ArgumentException>(() => grid.Local.Subscribe(new LocalSubscription("cats", grid.Recorder())
        {
            DeliveryHeaders = new Dictionary<string, string> { [name] = value ?? new string('x', 4097) },
        }));

        Assert.Contains($"The delivery header '{name}' cannot be sent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_unique_ignoring_case_and_free_again_after_unsubscribing()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("Deliver", grid.Recorder()));

        Assert.Throws<ArgumentException>(() => grid.Local.Subscribe(new LocalSubscription("deliver", grid.Recorder())));
        Assert.True(await grid.Local.UnsubscribeAsync("DELIVER", TestContext.Current.CancellationToken));
        Assert.False(await grid.Local.UnsubscribeAsync("DELIVER", TestContext.Current.CancellationToken));
        grid.Local.Subscribe(new LocalSubscription("deliver", grid.Recorder()));

        Assert.Equal(new LocalSubscriptionStatus("deliver", "virga", LocalSubscriptionState.Active, null, "eventgrid-deliver"), Assert.Single(grid.Local.Subscriptions));
    }

    [Fact]
    public async Task CloudEvents_cannot_be_delivered_in_Event_Grids_schema()
    {
        await using var grid = new Grid();

        Assert.Throws<ArgumentException>(() => grid.Local.Subscribe(new LocalSubscription("old", grid.Recorder()) { DeliverySchema = EventGridSchema.EventGrid }));
    }

    [Theory]
    [InlineData("DeliverEvents", "eventgrid-deliverevents")]
    [InlineData("a-b-c", "eventgrid-a-b-c")]
    public void A_plain_name_is_its_queues(string name, string queue) => Assert.Equal(queue, SubscriptionRules.QueueName(name));

    [Fact]
    public void Other_names_get_valid_queues_of_their_own()
    {
        string[] names = ["a_b", "a-b", "a--b", "-ab", "ab-", "___", new('x', 64), $"{new string('x', 63)}y", "x" + new string('_', 63)];

        var queues = names.Select(SubscriptionRules.QueueName).ToList();

        Assert.Equal(names.Length, queues.Distinct().Count());
        Assert.All(queues, queue => Assert.Matches("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", queue));
    }

    [Fact]
    public async Task A_subscription_added_later_gets_what_is_published_later()
    {
        await using var grid = new Grid();
        grid.Local.Start();
        await grid.PublishAsync(Grid.Event("before"));
        grid.Local.Subscribe(new LocalSubscription("late", grid.Recorder()));

        await grid.PublishAsync(Grid.Event("after"));

        await Grid.Until(() => grid.Queue.Names.Count == 0 && !grid.Received.IsEmpty, "it is delivered");
        Assert.Equal("after", Assert.Single(grid.Received).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_registrations_compose_and_the_host_starts_the_deliveries()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EventGrid:TopicEndpoint"] = Grid.Endpoint.ToString(),
            ["EventGrid:AccessKey"] = Grid.Key,
            ["LocalEventGrid:AccessKey"] = Grid.Key,
            ["LocalEventGrid:RetrySchedule:0"] = "00:00:00.005",
            ["LocalEventGrid:MinimumWaits:503"] = "00:00:00",
        });
        builder.Services.AddLogging().AddSingleton<IMessageQueue>(new MemoryQueue(TimeProvider.System)).AddSingleton<IBlobStore, MemoryBlobs>();
        builder.Services.AddVirgaLocalEventGrid().AddVirgaWebhookHttp().AddVirgaEventGrid();
        builder.Services.AddOptions<EventGridOptions>().Configure<LocalEventGrid>((options, local) => options.Handler = local.CreateHandler());
        using var host = builder.Build();
        var delivered = 0;
        host.Services.GetRequiredService<LocalEventGrid>().Subscribe(new LocalSubscription("one", LocalDestination.To((_, _) => Task.FromResult(Interlocked.Increment(ref delivered) < 3 ? 503 : 200))));
        await host.StartAsync(TestContext.Current.CancellationToken);

        await host.Services.GetRequiredService<IEventTransport>().SendAsync([new RoutedEvent("1", "t", new BinaryData("{}"), DateTimeOffset.UnixEpoch, null)], TestContext.Current.CancellationToken);

        await Grid.Until(() => delivered == 3, "the third delivery succeeds");
        Assert.Equal([TimeSpan.FromMilliseconds(5)], host.Services.GetRequiredService<IOptions<LocalEventGridOptions>>().Value.RetrySchedule);
        Assert.IsType<WebhookHttp>(host.Services.GetRequiredService<IWebhookTransport>());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_options_name_every_fault()
    {
        var local = new LocalEventGridOptions
        {
            Topics = [new("a!"), new("twice"), new("TWICE")],
            AccessKey = "no key",
            PublicBaseUri = new Uri("/relative", UriKind.Relative),
            MaximumConcurrency = 0,
            DeliveryTimeout = TimeSpan.Zero,
            RetrySchedule = [TimeSpan.FromDays(2)],
        };
        var publisher = new EventGridOptions { AccessKey = "no key", MaximumRetries = 11, RetryDelay = TimeSpan.FromMinutes(1), RequestTimeout = TimeSpan.Zero };

        Assert.Equal(7, new LocalEventGridOptionsValidator().Validate(null, local).Failures!.Count());
        Assert.Equal(5, new EventGridOptionsValidator().Validate(null, publisher).Failures!.Count());
    }

    [Theory]
    [InlineData("https://t.westeurope-1.eventgrid.azure.net/api/events", false, true)]
    [InlineData("http://127.0.0.1:7071/virga/api/events", true, true)]
    [InlineData("http://127.0.0.1:7071/virga/api/events", false, false)]
    [InlineData("http://example.com/api/events", true, false)]
    [InlineData("https://example.com/api/events?x=1", true, false)]
    [InlineData("ftp://example.com/api/events", true, false)]
    [InlineData("api/events", true, false)]
    public void Plain_http_is_for_loopback_with_a_key(string endpoint, bool hasKey, bool valid)
    {
        var options = new EventGridOptions { TopicEndpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute), AccessKey = hasKey ? Grid.Key : null };

        Assert.Equal(valid, new EventGridOptionsValidator().Validate(null, options).Succeeded);
    }
}
