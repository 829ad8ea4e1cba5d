using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class PublishTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_several_faults_the_first_in_SNS_order_is_told()
    {
        await using var app = new TestApp();

        Assert.Equal("Topic does not exist", await Refusal(app, "dogs", ""));
        Assert.Equal("Invalid parameter: Empty message", await Refusal(app, "cats", "", m => m.Subject("").Attribute("a..b", "x")));
        Assert.Equal("Invalid parameter: Subject", await Refusal(app, "cats", "x", m => m.Subject("").Attribute("a..b", "x")));
        Assert.Equal("Message attribute name can not have successive '.' character.", await Refusal(app, "cats", "x", m => m.Attribute("a..b", "x").Structured()));
        Assert.Equal("Invalid parameter: Message Structure - JSON message body failed to parse", await Refusal(app, "cats", "x", m => m.Structured().Deduplication("d")));
        Assert.StartsWith("Invalid parameter: MessageDeduplicationId Reason:", await Refusal(app, "cats", new string('x', 300_000), m => m.Deduplication("d")), StringComparison.Ordinal);
        Assert.Equal("Invalid parameter: Message too long", await Refusal(app, "cats", new string('x', 300_000)));
        Assert.Empty(app.Store.All("_outbox"));
    }

    [Theory]
    [InlineData("{}", "Invalid parameter: Message Structure - No default entry in JSON message body")]
    [InlineData("""{"default":1}""", "Invalid parameter: Message Structure - No default entry in JSON message body")]
    [InlineData("[]", "Invalid parameter: Message Structure - JSON message body failed to parse")]
    [InlineData("{", "Invalid parameter: Message Structure - JSON message body failed to parse")]
    public async Task A_structured_body_needs_a_default(string body, string text)
    {
        await using var app = new TestApp();

        Assert.Equal(text, await Refusal(app, "cats", body, m => m.Structured()));
    }

    [Fact]
    public async Task Each_protocol_gets_its_own_body_or_the_default()
    {
        await using var app = new TestApp();

        await app.Notifier.PublishTextAsync("cats", """{"default":"d","https":"h","lambda":"l","sms":1,"unknown":"u","https":"last"}""", m => m.Structured(), Token);

        var message = OutboxRecord.Read(Assert.Single(app.Store.All("_outbox"))).Message;
        Assert.Equal("last", message.For("https").Body);
        Assert.Equal("l", message.For("lambda").Body);
        Assert.Equal("d", message.For("sms").Body);
        Assert.Same(message, message.For("http"));
    }

    [Fact]
    public async Task A_handler_gets_the_body_of_functions()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one", """{"name":["Jerry"]}""", FilterScope.MessageBody));
        await app.Notifier.PublishTextAsync("cats", "text", m => m.Body("lambda", """{"name":"Jerry","age":1}"""), Token);

        await app.Relay.RelayAsync(Assert.Single(app.Store.All("_outbox")), Token);
        await app.Get<DeliveryDispatcher>().DispatchAsync(Assert.Single(app.Ports.Events).Data, Token);

        Assert.Equal("Jerry", Assert.Single(app.Log.Seen).Body.Name);
    }

    [Fact]
    public async Task A_structured_body_counts_as_it_was_given()
    {
        await using var app = new TestApp(builder => builder.Topic(Topic.Define<Cat>("cats", maximumMessageSize: 1024)));
        var frame = """{"default":"","ignored":1}""".Length;

        await app.Notifier.PublishTextAsync("cats", $$"""{"default":"{{new string('x', 1024 - frame)}}","ignored":1}""", m => m.Structured(), Token);

        Assert.Equal("Invalid parameter: Message too long", await Refusal(app, "cats", $$"""{"default":"{{new string('x', 1025 - frame)}}","ignored":1}""", m => m.Structured()));
    }

    [Fact]
    public async Task A_FIFO_topic_asks_for_group_and_deduplication()
    {
        await using var app = new TestApp(builder => builder.Topic(Topic.DefineFifo<Cat>("cats.fifo")).Topic(Topic.DefineFifo<Cat>("dogs.fifo", contentBasedDeduplication: true)));

        Assert.Equal("Invalid parameter: The MessageGroupId parameter is required for FIFO topics", await Refusal(app, "cats.fifo", "x"));
        Assert.StartsWith("Invalid parameter: The topic should either have ContentBasedDeduplication enabled", await Refusal(app, "cats.fifo", "x", m => m.Group("g")), StringComparison.Ordinal);
        Assert.StartsWith("Invalid parameter: MessageGroupId", await Refusal(app, "cats.fifo", "x", m => m.Group("a b").Deduplication("d")), StringComparison.Ordinal);
        await app.Notifier.PublishTextAsync("dogs.fifo", "x", m => m.Group("g"), Token);
        var message = FifoMessage.Read(Assert.Single(app.Store.All("_fifo"))).Message;
        Assert.Equal(("g", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"), (message.MessageGroupId, message.MessageDeduplicationId));
    }

    [Fact]
    public async Task A_batch_is_stored_in_one_write()
    {
        await using var app = new TestApp();
        var transactions = 0;
        app.Store.BeforeTransaction = _ => transactions++;

        var result = await app.Notifier.PublishBatchAsync("cats", [.. Enumerable.Range(0, 10).Select(index => new BatchEntry($"e{index}", "x") { Configure = m => m.Subject("s") })], Token);

        Assert.Equal(1, transactions);
        Assert.Empty(result.Failed);
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"e{index}"), result.Successful.Select(entry => entry.Id));
        Assert.Equal(result.Successful.Select(entry => entry.MessageId).Order(), app.Store.All("_outbox").Select(record => record.GetProperty("messageId").GetString()!).Order());
    }

    [Fact]
    public async Task What_is_wrong_with_a_batch_refuses_all_of_it()
    {
        await using var app = new TestApp();
        BatchEntry[] Entries(params string[] ids) => [.. ids.Select(id => new BatchEntry(id, "x"))];

        await Refused(NotificationErrors.EmptyBatchRequest, "The batch request doesn't contain any entries.", []);
        await Refused(NotificationErrors.TooManyEntriesInBatchRequest, "The batch request contains more entries than permissible.", Entries([.. Enumerable.Range(0, 11).Select(index => $"{index}")]));
        await Refused(NotificationErrors.BatchEntryIdsNotDistinct, "Two or more batch entries in the request have the same Id.", Entries("a", "a"));
        await Refused(NotificationErrors.InvalidBatchEntryId, $"The Id of a batch entry in a batch request is too long: {new string('a', 81)}", Entries(new string('a', 81)));
        await Refused(NotificationErrors.InvalidBatchEntryId, "The Id of a batch entry in a batch request contains an impermissible character: a.b", Entries("a.b"));
        await Refused(NotificationErrors.InvalidParameter, "Invalid parameter: Empty message", [new BatchEntry("a", "x"), new BatchEntry("b", "")]);
        await Refused(
            NotificationErrors.BatchRequestTooLong,
            "The length of all the messages put together is more than the limit.",
            [new BatchEntry("a", new string('x', 200_000)), new BatchEntry("b", new string('x', 62_145))]);
        Assert.Empty(app.Store.All("_outbox"));
        await app.Notifier.PublishBatchAsync("cats", [new BatchEntry("a", new string('x', 200_000)), new BatchEntry("b", new string('x', 62_144))], Token);

        async Task Refused(string code, string text, IReadOnlyList<BatchEntry> entries)
        {
            var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishBatchAsync("cats", entries, Token));
            Assert.Equal((code, text), (refused.Code, refused.Message));
        }
    }

    [Fact]
    public async Task Any_number_of_messages_is_stored_in_few_writes_each_with_its_outcome()
    {
        await using var app = new TestApp();
        var sizes = new List<int>();
        app.Store.BeforeTransaction = transaction => sizes.Add(transaction.Operations.Length);

        var result = await app.Notifier.PublishAllAsync(
            Cats.Topic, Enumerable.Range(0, 251).Select(age => new Cat("Tom", age)), (cat, message) => message.Attribute("a" + (cat.Age == 7 ? "." : ""), "x"), Token);

        Assert.Equal([100, 100, 50], sizes);
        Assert.Equal(new BatchFailure("7", "invalid-parameter", "Invalid message attribute name ending with character '.' was found.", SenderFault: true), Assert.Single(result.Failed));
        Assert.Equal(250, app.Store.All("_outbox").Select(record => record.GetProperty("messageId").GetString()).Intersect(result.Successful.Select(entry => entry.MessageId)).Count());
    }

    [Fact]
    public async Task A_store_that_is_away_fails_the_messages_of_its_write_and_no_other()
    {
        await using var app = new TestApp();
        var writes = 0;
        app.Store.BeforeTransaction = _ =>
        {
            if (++writes == 1)
            {
                throw new StoreUnavailableException("away");
            }
        };

        var result = await app.Notifier.PublishAllAsync(Cats.Topic, Enumerable.Range(0, 200).Select(age => new Cat("Tom", age)), null, Token);

        Assert.Equal(100, result.Successful.Count);
        Assert.All(result.Failed, failure => Assert.Equal(("store-unavailable", false), (failure.Code, failure.SenderFault)));
        Assert.Equal(Enumerable.Range(0, 100).Select(index => $"{index}"), result.Failed.Select(failure => failure.Id));
    }

    [Fact]
    public async Task A_message_the_store_does_not_take_holds_up_no_other_of_its_write()
    {
        await using var app = new TestApp();
        app.Store.BeforeTransaction = transaction => throw new TransactionFailedException(1, transaction.Operations[1].Id, new DocumentTooLargeException(transaction.Operations[1].Id));
        var writes = 0;
        app.Store.BeforeWrite = operation =>
        {
            if (++writes == 2)
            {
                throw new DocumentTooLargeException(operation.Id);
            }
        };

        var result = await app.Notifier.PublishAllAsync(Cats.Topic, [new Cat("Tom", 1), new Cat("Tom", 2), new Cat("Tom", 3)], null, Token);

        Assert.Equal(["0", "2"], result.Successful.Select(entry => entry.Id));
        Assert.Equal(("1", "document-too-large", true), (result.Failed[0].Id, result.Failed[0].Code, result.Failed[0].SenderFault));
    }

    [Fact]
    public async Task What_the_store_refuses_for_another_reason_is_not_the_senders_fault()
    {
        await using var app = new TestApp();
        app.Store.BeforeWrite = _ => throw new StoreRequestException("no");

        var result = await app.Notifier.PublishAllAsync(Cats.Topic, [new Cat("Tom", 1)], null, Token);

        Assert.Equal(new BatchFailure("0", "store-request", "The store does not take the message.", SenderFault: false), Assert.Single(result.Failed));
    }

    [Fact]
    public async Task A_direct_message_is_with_the_transport_when_publishing_returns_and_never_in_the_outbox()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));

        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), m => m.Direct(), Token);

        var routed = Assert.Single(app.Ports.Events);
        Assert.Equal(published.MessageId, routed.Id);
        Assert.Equal(["fn:one"], RoutedNotification.Read(routed.Data).Recipients);
        Assert.Empty(app.Store.All("_outbox"));
        app.Ports.OnSend = () => throw new EventTransportException("away", isTransient: true);
        await Assert.ThrowsAsync<EventTransportException>(() => app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), m => m.Direct(), Token));
    }

    [Fact]
    public async Task Direct_is_not_for_batches_transactions_and_FIFO_topics()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Topic(Topic.DefineFifo<Cat>("cats.fifo")));

        await Assert.ThrowsAsync<ArgumentException>(() => app.Notifier.PublishBatchAsync("cats", [new BatchEntry("a", "x") { Configure = m => m.Direct() }], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Get<IDocuments>().TransactAsync("oslo", t => t.Publish(Cats.Topic, new Cat("Tom", 3), m => m.Direct()), Token));
        Assert.StartsWith("Invalid parameter: Direct", await Refusal(app, "cats.fifo", "x", m => m.Group("g").Deduplication("d").Direct()), StringComparison.Ordinal);
    }

    private static async Task<string> Refusal(TestApp app, string topic, string body, Action<MessageBuilder>? configure = null) =>
        (await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishTextAsync(topic, body, configure, Token))).Message;
}
