using Virga.Notifications;

namespace Unit.Notifications;

public sealed class DeliveryPolicyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_policy_reads_and_writes_as_SNS_has_it()
    {
        const string Json = """{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":60,"numRetries":50,"numNoDelayRetries":3,"numMinDelayRetries":2,"numMaxDelayRetries":35,"backoffFunction":"exponential"},"throttlePolicy":{"maxReceivesPerSecond":10},"requestPolicy":{"headerContentType":"application/json"}}""";

        var policy = DeliveryPolicy.Parse(Json);

        Assert.Equal((10, "application/json", BackoffFunction.Exponential), (policy.MaxReceivesPerSecond, policy.HeaderContentType, policy.HealthyRetryPolicy!.BackoffFunction));
        Assert.Equal(Json, policy.ToJson());
    }

    [Theory]
    [InlineData("[]", "the policy must be a JSON object")]
    [InlineData("""{"guaranteed":false}""", "'guaranteed' is not supported")]
    [InlineData("""{"throttlePolicy":{"maxReceivesPerSecond":0}}""", "maxReceivesPerSecond must be at least 1; it is 0")]
    [InlineData("""{"healthyRetryPolicy":{"numRetries":100,"minDelayTarget":60,"maxDelayTarget":60}}""", "All delays together must take at most 3,600 seconds; they take 6000")]
    [InlineData("""{"healthyRetryPolicy":{"backoffFunction":"random"}}""", "backoffFunction must be linear, arithmetic, geometric or exponential")]
    [InlineData("""{"requestPolicy":{"headerContentType":"image/png"}}""", "headerContentType must be one of")]
    [InlineData("""{"requestPolicy":{"headerContentType":"text/plain; =x"}}""", "headerContentType must be one of")]
    [InlineData("""{"requestPolicy":{"headerContentType":"text/plain\r\nx: y"}}""", "headerContentType must be one of")]
    public void A_policy_that_breaks_a_rule_is_refused(string json, string fault) =>
        Assert.Contains(fault, Assert.Throws<NotificationException>(() => DeliveryPolicy.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_dead_letter_is_redriven_with_its_message_id_and_counted()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var subscription = await app.WebhookAsync();
        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), null, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        app.Ports.Answer = _ => new WebhookResponse(500);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        Assert.Equal(0, (await app.Get<Redriver>().RedriveAsync(subscription.Id, new RedriveRequest { Reason = "HTTP 404" }, Token)).Redriven);
        Assert.Equal(new RedriveResult(1, true), await app.Get<Redriver>().RedriveAsync(subscription.Id, new RedriveRequest { Reason = "http 500" }, Token));
        Assert.Empty(app.Store.All("_dead-letter"));
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        var letter = Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
        Assert.Equal((published.MessageId, 1), (letter.MessageId, letter.Redrives));
    }

    [Fact]
    public async Task A_dead_letter_whose_blob_is_gone_is_not_redriven_and_stays_to_be_seen()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var subscription = await app.WebhookAsync();
        app.Ports.Answer = _ => new WebhookResponse(500);
        await app.DeliverAsync(new string('"', 250_000));
        app.Ports.Blobs.Clear();

        Assert.Equal(new RedriveResult(0, true), await app.Get<Redriver>().RedriveAsync(subscription.Id, new RedriveRequest(), Token));

        Assert.Empty(app.Ports.Queued);
        Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_subscription_has_a_policy_of_its_own()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        await app.Subscriptions.SetAttributesAsync("cats", subscription.Id, new Dictionary<string, string?> { ["DeliveryPolicy"] = """{"healthyRetryPolicy":{"numRetries":0}}""" }, Token);
        await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), null, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        app.Ports.Answer = _ => new WebhookResponse(500);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        Assert.IsType<DeliveryOutcome.DeadLettered>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));
        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Subscriptions.SetAttributesAsync("cats", subscription.Id, new Dictionary<string, string?> { ["Color"] = "red" }, Token));
        Assert.Equal("Invalid parameter: AttributeName", refused.Message);
    }

    [Fact]
    public async Task A_queue_is_subscribed_without_confirmation_and_gets_the_envelope()
    {
        await using var world = new FifoWorld();
        var subscription = await world.Get<SubscriptionRegistry>().SubscribeAsync("moves.fifo", new SubscriptionRequest("queue", "orders"), Token);
        await world.PublishAsync("g", 1);
        await world.PublishAsync("g", 2);
        await world.RunAsync();

        Assert.Equal(SubscriptionState.Confirmed, subscription.State);
        Assert.Equal(2, world.Queue.Others.Count);
        Assert.All(world.Queue.Others, sent => Assert.Equal("orders", sent.Queue));
        Assert.Contains("\"SequenceNumber\":\"00000000000000000001\"", world.Queue.Others.First().Body.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotificationException>(() => world.Get<SubscriptionRegistry>().SubscribeAsync("moves.fifo", new SubscriptionRequest("queue", DeliveryQueue.Name), Token));
    }
}
