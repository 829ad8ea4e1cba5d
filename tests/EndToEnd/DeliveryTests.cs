using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>What becomes of deliveries that fail, over HTTP: circuit, dead letters and their redrive, replay, throttle.</summary>
public sealed class DeliveryTests(RunningApp app) : ReceiverTests(app)
{
    private TopicOverHttp _topic = null!;

    public override async ValueTask InitializeAsync()
    {
        App.SkipUnlessOurs();
        await base.InitializeAsync();
        _topic = await TopicOverHttp.CreateAsync(App.Writer);
    }

    [Fact]
    public async Task An_endpoint_that_fails_all_the_time_is_left_alone_tried_by_one_message_and_asked_again_once_it_answers()
    {
        var (probed, answer) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        Receiver.Status = (_, _) => StatusCodes.Status503ServiceUnavailable;
        var subscription = await _topic.SubscribeAsync(Receiver, deliveryPolicy: Retries(100));
        Assert.Equal("closed", await StateAsync(subscription));
        for (var number = 0; number < 20; number++)
        {
            (await _topic.PublishAsync(new { number })).Expect(200);
        }

        await Eventually.True(async () => await StateAsync(subscription) == "open", "the circuit is open", cancellationToken: Cancellation);
        var health = (await _topic.GetAsync(subscription)).GetProperty("health");
        Assert.Equal("HTTP 503", health.GetProperty("lastError").GetString());
        Assert.True(health.GetProperty("probeAt").GetDateTimeOffset() > health.GetProperty("openedAt").GetDateTimeOffset());

        Receiver.Status = (_, _) => StatusCodes.Status200OK;
        Receiver.BeforeAnswer = _ =>
        {
            probed.TrySetResult();
            return answer.Task;
        };
        await probed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Eventually.True(async () => await StateAsync(subscription) == "half-open", "the circuit is half open", cancellationToken: Cancellation);
        answer.SetResult();

        await Eventually.True(async () => await StateAsync(subscription) == "closed", "the circuit is closed", cancellationToken: Cancellation);
        await Eventually.True(() => Receiver.Taken.Select(message => message.MessageId).Distinct().Count() == 20, "all messages came", cancellationToken: Cancellation);
        Assert.Empty(await _topic.DeadLettersAsync(subscription));
    }

    [Fact]
    public async Task Dead_letters_are_redriven_by_id_by_reason_or_all_with_the_id_they_had()
    {
        Receiver.Status = (message, _) => message.Message.GetProperty("number").GetInt32() == 3 ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
        var subscription = await _topic.SubscribeAsync(Receiver, deliveryPolicy: Retries(0));
        var ids = new List<string>();
        for (var number = 1; number <= 4; number++)
        {
            ids.Add((await _topic.PublishAsync(new { number })).Expect(200).Json.GetProperty("messageId").GetString()!);
        }

        var letters = await _topic.DeadLettersAsync(subscription, 4);
        Assert.Equal(ids.Order(StringComparer.Ordinal), letters.Select(letter => letter.GetProperty("messageId").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(letters, letter => Assert.Equal(1, letter.GetProperty("attempts").GetInt32()));
        Assert.Contains("number", letters[0].GetProperty("body").GetString(), StringComparison.Ordinal);

        Receiver.Status = (_, _) => StatusCodes.Status200OK;
        Assert.Equal(1, await _topic.RedriveAsync(subscription, new { messageIds = new[] { ids[0], "unknown" } }));
        await Receiver.NotificationAsync("the first came", message => message.MessageId == ids[0] && Receiver.Taken.Count == 1);
        Assert.Equal(1, await _topic.RedriveAsync(subscription, new { reason = "http 404" }));
        await Eventually.True(() => Receiver.Taken.Any(message => message.MessageId == ids[2]), "the third came", cancellationToken: Cancellation);
        Assert.Equal(2, await _topic.RedriveAsync(subscription));
        await Eventually.True(() => Receiver.Taken.Count == 4, "all came", cancellationToken: Cancellation);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Receiver.Taken.Select(message => message.MessageId).Order(StringComparer.Ordinal));
        Assert.Empty(await _topic.DeadLettersAsync(subscription));
        (await App.Writer.PostAsync($"api/topics/{_topic.Name}/subscriptions/{subscription}/dead-letters/redrive", """{"perSecond":0}""")).ExpectProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task A_redriven_message_that_fails_again_is_a_dead_letter_again_that_says_how_often()
    {
        const string Function = "fn:record-adoption";
        var adoptions = new TopicOverHttp(App.Writer, "cat-adopted");
        var id = (await adoptions.PublishAsync(new { shelterId = "", catId = "c", adopter = "Ann", adoptedAt = DateTimeOffset.UtcNow })).Expect(200).Json.GetProperty("messageId").GetString()!;
        await Eventually.Value(async () => await LetterAsync(), "the function's dead letter is there", cancellationToken: Cancellation);

        Assert.Equal(1, await adoptions.RedriveAsync(Function, new { messageIds = new[] { id } }));

        await Eventually.True(
            async () => JsonDocument.Parse(await LetterAsync() ?? "{}").RootElement is var letter && letter.TryGetProperty("redrives", out var redrives) && redrives.GetInt32() == 1,
            "it is dead again",
            cancellationToken: Cancellation);

        async Task<string?> LetterAsync() => (await adoptions.DeadLettersAsync(Function)).Select(letter => letter.GetRawText()).FirstOrDefault(text => text.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replay_brings_what_was_published_from_a_time_on_again_and_says_so()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        var subscription = await _topic.SubscribeAsync(Receiver);
        for (var number = 1; number <= 5; number++)
        {
            (await _topic.PublishAsync(new { number })).Expect(200);
        }

        await Eventually.True(() => Receiver.Taken.Count == 5, "all messages came", cancellationToken: Cancellation);
        await _topic.ReplayAsync(subscription, before);

        await Eventually.True(() => Receiver.Taken.Count == 10, "all messages came again", cancellationToken: Cancellation);
        Assert.Equal(5, Receiver.Taken.Count(message => message.Has("Replayed")));
        Assert.Equal(5, Receiver.Taken.Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_throttled_subscription_gets_all_of_its_backlog_each_message_once()
    {
        var subscription = await _topic.SubscribeAsync(Receiver, deliveryPolicy: new { throttlePolicy = new { maxReceivesPerSecond = 5 } });
        await Task.WhenAll(Enumerable.Range(0, 15).Select(number => _topic.PublishAsync(new { number })));

        await Eventually.True(() => Receiver.Taken.Count >= 15, "all messages came", cancellationToken: Cancellation);

        Assert.Equal(15, Receiver.Notifications.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(5, (await _topic.GetAsync(subscription)).GetProperty("deliveryPolicy").GetProperty("throttlePolicy").GetProperty("maxReceivesPerSecond").GetInt32());
    }

    private static object Retries(int count) => new { healthyRetryPolicy = new { minDelayTarget = 1, maxDelayTarget = 1, numRetries = count } };

    private async Task<string?> StateAsync(string subscription) => (await _topic.GetAsync(subscription)).GetProperty("health").GetProperty("state").GetString();
}
