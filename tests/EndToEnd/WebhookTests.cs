using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>Webhook subscribers: confirmation, envelope and signature, filter policy, retry, dead letter, unsubscribe.</summary>
public sealed class WebhookTests(RunningApp app) : ReceiverTests(app)
{
    private readonly Shelter _shelter = new(app.Writer, RunningApp.NewShelter());
    private readonly TopicOverHttp _adoptions = new(app.Writer, "cat-adopted");
    private readonly HttpClient _http = new();

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_subscription_is_pending_until_its_endpoint_confirms()
    {
        Receiver.Confirms = false;

        var pending = (await _adoptions.RequestAsync(Receiver.Endpoint)).Expect(201);
        var id = pending.Json.GetProperty("id").GetString()!;
        var confirmation = await Eventually.Value(
            () => Task.FromResult(Receiver.Confirmations.FirstOrDefault()), "a confirmation message came", cancellationToken: Cancellation);

        Assert.Equal("pending", pending.Json.GetProperty("status").GetString());
        Assert.Equal("SubscriptionConfirmation", confirmation.Headers["x-amz-sns-message-type"]);
        Assert.NotEmpty(confirmation.Text("Token"));
        Assert.True(await SnsSignature.IsValidAsync(confirmation, _http, Cancellation));
        Assert.Equal("pending", await _adoptions.StatusAsync(id));

        using var confirmed = await _http.GetAsync(confirmation.Text("SubscribeURL"), Cancellation);
        Assert.True(confirmed.IsSuccessStatusCode);
        Assert.Equal("confirmed", await _adoptions.StatusAsync(id));
    }

    [Fact]
    public async Task A_confirmed_endpoint_gets_the_signed_SNS_envelope()
    {
        var subscription = await _shelter.SubscribeAsync(Receiver);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        var message = await Receiver.NotificationAsync("the adoption reached the webhook", notification => notification.CatId == cat);

        Assert.Equal("Ann", message.Message.GetProperty("adopter").GetString());
        Assert.Contains("cat-adopted", message.Text("TopicArn"), StringComparison.Ordinal);
        Assert.Equal(_shelter.Id, message.Envelope.GetProperty("MessageAttributes").GetProperty("city").GetProperty("Value").GetString());
        Assert.True(message.Envelope.GetProperty("Timestamp").TryGetDateTimeOffset(out _));
        Assert.Contains(subscription, message.Text("UnsubscribeURL"), StringComparison.Ordinal);
        Assert.Equal("Notification", message.Headers["x-amz-sns-message-type"]);
        Assert.Equal(message.MessageId, message.Headers["x-amz-sns-message-id"]);
        Assert.Equal(message.Text("TopicArn"), message.Headers["x-amz-sns-topic-arn"]);
        Assert.Contains(subscription, message.Headers["x-amz-sns-subscription-arn"], StringComparison.Ordinal);
        Assert.True(await SnsSignature.IsValidAsync(message, _http, Cancellation));
    }

    [Fact]
    public async Task The_webhook_and_the_records_get_the_same_message_id()
    {
        await _shelter.SubscribeAsync(Receiver);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        var message = await Receiver.NotificationAsync("the adoption reached the webhook", notification => notification.CatId == cat);

        Assert.Equal(message.MessageId, Assert.Single(await _shelter.AdoptionOfAsync(cat)).GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_filter_policy_keeps_other_messages_away()
    {
        await _shelter.SubscribeAsync(Receiver);
        var elsewhere = new Shelter(App.Writer, RunningApp.NewShelter());
        var other = await elsewhere.TakeInAsync();
        (await elsewhere.AdoptAsync(other)).Expect(200);
        await elsewhere.AdoptionOfAsync(other);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        await Receiver.NotificationAsync("the adoption here reached the webhook", notification => notification.CatId == cat);

        Assert.DoesNotContain(Receiver.Notifications, notification => notification.CatId == other);
    }

    [Fact]
    public async Task A_refused_delivery_is_tried_again_with_the_same_id()
    {
        App.SkipUnlessItRetriesSoon();
        Receiver.Status = (_, attempt) => attempt < 3 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        var subscription = await _shelter.SubscribeAsync(Receiver);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        await Eventually.True(() => Receiver.Notifications.Count >= 3, "the third attempt came", cancellationToken: Cancellation);

        Assert.Single(Receiver.Notifications.Select(notification => notification.MessageId).Distinct());
        Assert.Empty(await DeadLettersAsync(subscription, cat));
    }

    [Fact]
    public async Task A_delivery_that_keeps_failing_ends_as_a_dead_letter_with_its_reason()
    {
        App.SkipUnlessItRetriesSoon();
        Receiver.Status = (_, _) => StatusCodes.Status503ServiceUnavailable;
        var subscription = await _shelter.SubscribeAsync(Receiver);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        var letter = await Eventually.Value(
            async () => (await DeadLettersAsync(subscription, cat)).FirstOrDefault(), "the message is a dead letter", cancellationToken: Cancellation);

        Assert.Contains("503", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permanent_refusal_is_a_dead_letter_at_once()
    {
        Receiver.Status = (_, _) => StatusCodes.Status400BadRequest;
        var subscription = await _shelter.SubscribeAsync(Receiver);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        await Eventually.Value(
            async () => (await DeadLettersAsync(subscription, cat)).FirstOrDefault(), "the message is a dead letter", cancellationToken: Cancellation);

        Assert.Single(Receiver.Notifications);
    }

    [Fact]
    public async Task An_unsubscribed_endpoint_gets_nothing_more()
    {
        var subscription = await _shelter.SubscribeAsync(Receiver);

        (await App.Writer.DeleteAsync($"api/topics/cat-adopted/subscriptions/{subscription}")).Expect(204);
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);
        await _shelter.AdoptionOfAsync(cat);

        Assert.DoesNotContain(subscription, (await App.Writer.GetAsync("api/topics/cat-adopted/subscriptions?limit=100")).Expect(200).Text, StringComparison.Ordinal);
        Assert.Empty(Receiver.Notifications);
    }

    [Fact]
    public async Task A_subscription_without_the_scope_is_refused()
    {
        using var writer = await App.WithScopeAsync("cats:write");

        (await writer.PostAsync("api/topics/cat-adopted/subscriptions", "{}")).ExpectProblem(403);
        (await App.Anonymous.PostAsync("api/topics/cat-adopted/subscriptions", "{}")).ExpectProblem(401);
    }

    [Theory]
    [InlineData("""{"protocol":"pigeon","endpoint":"http://127.0.0.1:9/hook"}""")]
    [InlineData("""{"protocol":"http","endpoint":"nowhere"}""")]
    [InlineData("""{"protocol":"http","endpoint":"http://127.0.0.1:9/hook","filterPolicy":{"city":"oslo"}}""")]
    public async Task A_subscription_that_makes_no_sense_answers_400(string body) =>
        (await App.Writer.PostAsync("api/topics/cat-adopted/subscriptions", body)).ExpectProblem(400);

    [Fact]
    public async Task A_subscription_to_an_unknown_topic_answers_404() =>
        (await App.Writer.PostAsync("api/topics/dog-adopted/subscriptions", $$"""{"protocol":"http","endpoint":"{{Receiver.Endpoint}}"}""")).ExpectProblem(404);

    // The text of each dead letter about the cat.
    private async Task<IEnumerable<string>> DeadLettersAsync(string subscription, string cat) =>
        (await _adoptions.DeadLettersAsync(subscription)).Select(letter => letter.GetRawText()).Where(text => text.Contains(cat, StringComparison.Ordinal));
}
