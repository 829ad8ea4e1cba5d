using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>FIFO topics over HTTP: order by group to webhooks and functions, repetitions, groups that stand still.</summary>
public sealed class FifoTests(RunningApp app) : ReceiverTests(app)
{
    private const string Fifo = """{"FifoTopic":"true"}""";
    private const string ByContent = """{"FifoTopic":"true","ContentBasedDeduplication":"true"}""";


    public override async ValueTask InitializeAsync()
    {
        App.SkipUnlessOurs();
        await base.InitializeAsync();
    }

    [Fact]
    public async Task A_webhook_gets_each_group_in_order_one_message_at_a_time_though_it_refuses_now_and_then()
    {
        string[] groups = ["a", "b", "c", "d"];
        var topic = await TopicOverHttp.CreateAsync(App.Writer, Fifo);
        var subscription = await topic.SubscribeAsync(Receiver);
        var (inFlight, overlaps) = (new ConcurrentDictionary<string, int>(), new ConcurrentQueue<string>());
        Receiver.BeforeAnswer = async message =>
        {
            var group = GroupOf(message);
            if (inFlight.AddOrUpdate(group, 1, (_, count) => count + 1) > 1)
            {
                overlaps.Enqueue(group);
            }

            await Task.Yield();
            inFlight.AddOrUpdate(group, 0, (_, count) => count - 1);
        };
        Receiver.Status = (message, attempt) => NumberOf(message) % 4 == 0 && attempt == 1 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;

        await topic.PublishAsync(groups, perGroup: 12);

        await Eventually.True(() => Receiver.Taken.Count >= 48, "all messages were taken", cancellationToken: Cancellation);
        Assert.All(groups, group => Assert.Equal(Enumerable.Range(1, 12), TakenOf(group).Select(NumberOf)));
        Assert.All(groups, group => Assert.Equal(TakenOf(group).Select(message => message.Text("SequenceNumber")).Order(StringComparer.Ordinal), TakenOf(group).Select(message => message.Text("SequenceNumber"))));
        Assert.Empty(overlaps);
        Assert.Empty(await topic.DeadLettersAsync(subscription));
    }

    [Fact]
    public async Task A_repeated_message_is_accepted_with_the_sequence_number_of_the_first_and_not_delivered()
    {
        var topic = await TopicOverHttp.CreateAsync(App.Writer, Fifo);
        await topic.SubscribeAsync(Receiver);

        var first = (await topic.PublishAsync(new { group = "g", number = 1 }, "g", "same")).Expect(200).Json;
        var again = (await topic.PublishAsync(new { group = "h", number = 2 }, "h", "same")).Expect(200).Json;
        (await topic.PublishAsync(new { group = "g", number = 3 }, "g", "other")).Expect(200);

        await Receiver.NotificationAsync("the last message came", message => NumberOf(message) == 3);
        Assert.Equal(first.GetProperty("sequenceNumber").GetString(), again.GetProperty("sequenceNumber").GetString());
        Assert.NotEqual(first.GetProperty("messageId").GetString(), again.GetProperty("messageId").GetString());
        Assert.Equal(20, first.GetProperty("sequenceNumber").GetString()!.Length);
        Assert.DoesNotContain(Receiver.Notifications, message => NumberOf(message) == 2);
    }

    [Fact]
    public async Task Equal_bodies_are_one_message_where_the_topic_says_so_in_one_group_or_in_all()
    {
        var whole = await TopicOverHttp.CreateAsync(App.Writer, ByContent);
        await whole.SubscribeAsync(Receiver);
        await using var other = await WebhookReceiver.StartAsync();
        var byGroup = await TopicOverHttp.CreateAsync(App.Writer, """{"FifoTopic":"true","ContentBasedDeduplication":"true","FifoThroughputScope":"MessageGroup"}""");
        await byGroup.SubscribeAsync(other);

        foreach (var topic in (TopicOverHttp[])[whole, byGroup])
        {
            (await topic.PublishAsync(new { group = "x", number = 1 }, "g")).Expect(200);
            (await topic.PublishAsync(new { group = "x", number = 1 }, "g")).Expect(200);
            (await topic.PublishAsync(new { group = "x", number = 1 }, "h")).Expect(200);
            (await topic.PublishAsync(new { group = "x", number = 1 }, "g", "explicit-wins")).Expect(200);
            (await topic.PublishAsync(new { group = "x", number = 2 }, "g")).Expect(200);
            (await topic.PublishAsync(new { group = "x", number = 3 }, "h")).Expect(200);
        }

        await Eventually.True(() => Receiver.Taken.Count(message => NumberOf(message) > 1) == 2 && other.Taken.Count(message => NumberOf(message) > 1) == 2, "the last messages came", cancellationToken: Cancellation);
        Assert.Equal((2, 3), (Receiver.Taken.Count(message => NumberOf(message) == 1), other.Taken.Count(message => NumberOf(message) == 1)));
    }

    [Fact]
    public async Task What_breaks_the_rules_of_FIFO_is_refused_in_SNS_words()
    {
        var topic = await TopicOverHttp.CreateAsync(App.Writer, Fifo);
        var standard = await TopicOverHttp.CreateAsync(App.Writer);

        Assert.Contains("The MessageGroupId parameter is required for FIFO topics", (await topic.PublishAsync("x", deduplication: "1")).ExpectProblem(400, "invalid-parameter").Text, StringComparison.Ordinal);
        Assert.Contains(
            "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
            (await topic.PublishAsync("x", "g")).ExpectProblem(400, "invalid-parameter").Text,
            StringComparison.Ordinal);
        (await topic.PublishAsync("x", new string('g', 129), "1")).ExpectProblem(400, "invalid-parameter");
        (await standard.PublishAsync("x", deduplication: "1")).ExpectProblem(400, "invalid-parameter");
        (await App.Writer.PostAsync("api/topics", """{"name":"no-ending","attributes":{"FifoTopic":"true"}}""")).ExpectProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task What_is_published_with_a_document_reaches_the_function_in_order_for_several_cats_at_once()
    {
        var shelter = new Shelter(App.Writer, RunningApp.NewShelter());
        var cats = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => shelter.TakeInAsync($"Cat {number}")));

        await Task.WhenAll(cats.Select(async cat =>
        {
            for (var step = 1; step <= 10; step++)
            {
                (await shelter.CareAsync(cat, $"step {step}")).Expect(200);
            }
        }));

        foreach (var cat in cats)
        {
            Assert.Equal(Enumerable.Range(1, 10).Select(step => $"step {step}"), await shelter.CareOfAsync(cat, 10));
            Assert.True((await App.Anonymous.GetAsync($"{shelter.Cats}/{cat}")).Expect(200).Json.TryGetProperty("caredForAt", out _));
        }
    }

    [Fact]
    public async Task A_transaction_that_fails_publishes_nothing_and_one_that_is_repeated_publishes_once()
    {
        var shelter = new Shelter(App.Writer, RunningApp.NewShelter());
        var cat = await shelter.TakeInAsync();

        (await shelter.CareAsync("nobody", "fed")).ExpectProblem(404);
        (await shelter.CareAsync(cat, "fed", id: "a")).Expect(200);
        (await shelter.CareAsync(cat, "fed", id: "a")).Expect(200);
        (await shelter.CareAsync(cat, "washed", id: "b")).Expect(200);

        Assert.Equal(["fed", "washed"], await shelter.CareOfAsync(cat, 2));
        (await App.Anonymous.GetAsync($"{shelter.Cats}/nobody/care")).ExpectProblem(404);
    }

    [Fact]
    public async Task A_refusal_for_good_stops_its_group_until_it_is_resumed_and_no_other()
    {
        var shelter = new Shelter(App.Writer, RunningApp.NewShelter());
        var topic = new TopicOverHttp(App.Writer, "cat-care.fifo");
        var (stopped, free) = (await shelter.TakeInAsync("Stopped"), await shelter.TakeInAsync("Free"));
        Receiver.Status = (message, _) => message.CatId == stopped && What(message) == "2" ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        var subscription = await topic.SubscribeAsync(Receiver, new { city = new[] { shelter.Id } });
        foreach (var step in (string[])["1", "2", "3"])
        {
            (await shelter.CareAsync(stopped, step)).Expect(200);
            (await shelter.CareAsync(free, step)).Expect(200);
        }

        var reason = await topic.BlockedAsync(subscription, stopped);
        var letter = Assert.Single(await topic.DeadLettersAsync(subscription, 1));
        Assert.Equal($"Message {letter.GetProperty("messageId").GetString()} is a dead letter: HTTP 400", reason);
        Assert.Equal(["1", "2", "3"], await shelter.CareOfAsync(stopped, 3)); // the function's turn is its own
        await Eventually.True(() => Receiver.Taken.Count(message => message.CatId == free) == 3, "the other group went on", cancellationToken: Cancellation);
        Assert.Equal(["1"], Receiver.Taken.Where(message => message.CatId == stopped).Select(What));

        Receiver.Status = (_, _) => StatusCodes.Status200OK;
        await topic.ResumeAsync(subscription, stopped);
        await Eventually.True(() => Receiver.Taken.Count(message => message.CatId == stopped) == 3, "the group went on", cancellationToken: Cancellation);
        Assert.Equal(["1", "2", "3"], Receiver.Taken.Where(message => message.CatId == stopped).Select(What));
        Assert.Empty(await topic.DeadLettersAsync(subscription));
        Assert.Empty(await topic.BlockedAsync(subscription));
    }

    [Fact]
    public async Task A_function_that_fails_stops_its_group_and_goes_on_where_it_was_once_the_cause_is_gone()
    {
        const string Function = "fn:keep-care-log";
        var shelter = new Shelter(App.Writer, RunningApp.NewShelter());
        var topic = new TopicOverHttp(App.Writer, "cat-care.fifo");
        var cat = await shelter.TakeInAsync();
        (await shelter.CareAsync(cat, "1")).Expect(200);
        await shelter.CareOfAsync(cat, 1);
        (await App.Writer.DeleteAsync($"{shelter.Cats}/{cat}")).Expect(204);
        (await App.Writer.PostAsync("api/topics/cat-care.fifo/messages", Care(shelter.Id, cat, "2"))).Expect(200);
        (await App.Writer.PostAsync("api/topics/cat-care.fifo/messages", Care(shelter.Id, cat, "3"))).Expect(200);

        Assert.Contains($"There is no cat '{cat}'", await topic.BlockedAsync(Function, cat), StringComparison.Ordinal);
        Assert.Equal(["1"], await shelter.CareOfAsync(cat, 1));

        (await App.Writer.PutAsync($"{shelter.Cats}/{cat}", """{"name":"Back","age":3}""", ("If-None-Match", "*"))).Expect(201);
        await topic.ResumeAsync(Function, cat);
        Assert.Equal(["1", "2", "3"], await shelter.CareOfAsync(cat, 3));
    }

    [Fact]
    public async Task A_replay_brings_the_log_again_in_order_and_says_so()
    {
        var topic = await TopicOverHttp.CreateAsync(App.Writer, Fifo);
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        var subscription = await topic.SubscribeAsync(Receiver);
        await topic.PublishAsync(["a", "b"], perGroup: 5);
        await Eventually.True(() => Receiver.Taken.Count == 10, "all messages came", cancellationToken: Cancellation);

        await topic.ReplayAsync(subscription, before);

        await Eventually.True(() => Receiver.Taken.Count == 20, "all messages came again", cancellationToken: Cancellation);
        var replayed = Receiver.Taken.Where(message => message.Has("Replayed")).ToList();
        Assert.Equal(10, replayed.Count);
        Assert.All((string[])["a", "b"], group => Assert.Equal(Enumerable.Range(1, 5), replayed.Where(message => GroupOf(message) == group).Select(NumberOf)));
        Assert.Equal(10, Receiver.Taken.Select(message => message.MessageId).Distinct().Count());
    }

    private static string Care(string shelter, string cat, string what) => JsonSerializer.Serialize(new
    {
        message = new { shelterId = shelter, catId = cat, what, at = DateTimeOffset.UtcNow },
        messageGroupId = cat,
        messageDeduplicationId = what + cat,
        messageAttributes = new { city = new { Type = "String", Value = shelter } },
    });

    private static string GroupOf(WebhookMessage message) => message.Message.GetProperty("group").GetString()!;

    private static int NumberOf(WebhookMessage message) => message.Message.GetProperty("number").GetInt32();

    private static string What(WebhookMessage message) => message.Message.GetProperty("what").GetString()!;

    private IEnumerable<WebhookMessage> TakenOf(string group) => Receiver.Taken.Where(message => GroupOf(message) == group);
}
