using Support;

namespace EndToEnd;

/// <summary>What topics' attributes say of deliveries, what they may hold, and where they may go, over HTTP.</summary>
public sealed class TopicDeliveryApiTests(RunningApp app) : ReceiverTests(app)
{
    private readonly TopicOverHttp _topic = new(app.Writer, $"topic-{Guid.NewGuid():n}");

    private string Path => _topic.Path;

    [Fact]
    public async Task A_topics_delivery_policy_is_what_its_webhooks_have()
    {
        await CreateAsync();
        var id = await _topic.SubscribeAsync(Receiver);

        (await _topic.SetAsync("""{"DeliveryPolicy":"{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":1,\"maxDelayTarget\":1,\"numRetries\":7},\"defaultRequestPolicy\":{\"headerContentType\":\"application/json\"}}}"}""")).Expect(200);

        await Eventually.True(
            async () => (await _topic.GetAsync(id)).GetProperty("effectiveDeliveryPolicy").GetProperty("healthyRetryPolicy").GetProperty("numRetries").GetInt32() == 7,
            "the topic's policy is the subscription's",
            cancellationToken: Cancellation);
        (await App.Writer.PostAsync($"{Path}/messages", """{"message":"hello"}""")).Expect(200);
        var message = await Receiver.NotificationAsync("the message reached the webhook", _ => true);
        Assert.Equal("application/json", message.Headers["Content-Type"]);
        Assert.Contains("numRetries must be 0 to 100", (await _topic.SetAsync("""{"DeliveryPolicy":"{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":101}}}"}""")).ExpectProblem(400, "invalid-parameter").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archived_FIFO_topic_says_from_when_on_it_can_be_replayed()
    {
        (await App.Writer.PostAsync("api/topics", $$$"""{"name":"{{{_topic.Name}}}.fifo","attributes":{"FifoTopic":"true","ArchivePolicy":"{\"MessageRetentionPeriod\":\"30\"}","FifoThroughputScope":"MessageGroup"}}""")).Expect(201);

        var attributes = (await App.Writer.GetAsync($"{Path}.fifo")).Expect(200).Json.GetProperty("attributes");

        Assert.True(attributes.GetProperty("BeginningArchiveTime").TryGetDateTimeOffset(out _));
        Assert.Equal("MessageGroup", attributes.GetProperty("FifoThroughputScope").GetString());
        (await App.Writer.DeleteAsync($"{Path}.fifo")).ExpectProblem(400, "invalid-parameter");
        (await new TopicOverHttp(App.Writer, $"{_topic.Name}.fifo").SetAsync("""{"ArchivePolicy":null}""")).Expect(200);
        (await App.Writer.DeleteAsync($"{Path}.fifo")).Expect(204);
    }

    [Fact]
    public async Task A_message_to_a_topic_of_the_code_must_be_of_its_type()
    {
        var wrong = (await App.Writer.PostAsync("api/topics/cat-adopted/messages", """{"message":{"catId":1}}""")).ExpectProblem(400, "validation-failed");
        Assert.NotEmpty(wrong.FaultPointers);
        Assert.All(wrong.FaultPointers, pointer => Assert.StartsWith("/message/", pointer, StringComparison.Ordinal));
        Assert.Equal(["/message"], (await App.Writer.PostAsync("api/topics/cat-adopted/messages", """{"message":"hello"}""")).ExpectProblem(400, "validation-failed").FaultPointers);

        Assert.Equal(["/entries/0/message", "/entries/1/message"], await BatchFaultsAsync("""{"id":"a","message":"good day"},{"id":"b","message":"hello"}"""));
        Assert.Equal(["/entries/0"], await BatchFaultsAsync("""null,{"id":"b","message":"hello"}"""));
        Assert.Equal("Invalid parameter: Empty message", (await App.Writer.PostAsync("api/topics/cat-adopted/messages", """{"message":""}""")).ExpectProblem(400, "invalid-parameter").Json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("messages", """{"message":{},"mesageAttributes":{}}""", "/mesageAttributes")]
    [InlineData("subscriptions", """{"protocol":"queue","endpoint":"inbox","filter":{"city":["oslo"]}}""", "/filter")]
    [InlineData("subscriptions/fn:record-adoption/dead-letters/redrive", """{"messageId":"m-1"}""", "/messageId")]
    public async Task A_member_that_does_not_exist_is_refused_before_it_means_something_else(string path, string body, string pointer) =>
        Assert.Contains(pointer, (await App.Writer.PostAsync($"api/topics/cat-adopted/{path}", body)).ExpectProblem(400, "validation-failed").FaultPointers);

    [Theory]
    [InlineData("https://169.254.169.254/x")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[fd00::1]/")]
    public async Task An_endpoint_in_somebodys_network_is_refused_at_once_with_the_reason(string endpoint)
    {
        await CreateAsync();

        var refused = (await App.Writer.PostAsync($"{Path}/subscriptions", $$"""{"protocol":"https","endpoint":"{{endpoint}}"}""")).ExpectProblem(400, "invalid-parameter");

        Assert.StartsWith("Invalid parameter: Endpoint Reason: ", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await App.Writer.GetAsync($"{Path}/subscriptions")).Expect(200).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("api/topics")]
    [InlineData("api/topics/cat-adopted/subscriptions")]
    [InlineData("api/topics/cat-adopted/subscriptions/fn:record-adoption/dead-letters")]
    [InlineData("api/topics/cat-adopted/subscriptions/fn:record-adoption/groups")]
    public async Task A_limit_that_is_none_is_told_with_its_place(string path)
    {
        var problem = (await App.Writer.GetAsync($"{path}?limit=0")).ExpectProblem(400, "invalid-parameter").Json;

        var fault = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(("/limit", "query"), (fault.GetProperty("pointer").GetString(), fault.GetProperty("in").GetString()));
    }

    [Fact]
    public async Task A_webhook_unsubscribes_by_its_link_and_takes_that_back()
    {
        await CreateAsync();
        var id = await _topic.SubscribeAsync(Receiver);
        (await App.Writer.PostAsync($"{Path}/messages", """{"message":"one"}""")).Expect(200);
        var link = new Uri((await Receiver.NotificationAsync("the first message", _ => true)).Text("UnsubscribeURL"));

        (await App.Anonymous.GetAsync(link.PathAndQuery)).Expect(200);
        (await App.Writer.GetAsync($"{Path}/subscriptions/{id}")).Expect(200);
        (await App.Anonymous.SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(204);
        (await App.Anonymous.SendAsync(HttpMethod.Post, link.PathAndQuery, null)).Expect(204);

        (await App.Writer.GetAsync($"{Path}/subscriptions/{id}")).ExpectProblem(404);
        var end = await Eventually.Value(() => Task.FromResult(Receiver.Ends.FirstOrDefault()), "the end is told", cancellationToken: Cancellation);
        using var http = new HttpClient();
        Assert.True(await SnsSignature.IsValidAsync(end, http, Cancellation));
        (await App.Anonymous.GetAsync(new Uri(end.Text("SubscribeURL")).PathAndQuery)).Expect(200);
        Assert.Equal("confirmed", await _topic.StatusAsync(id));
    }

    [Theory]
    [InlineData("api/topics", """{"name":"x","tags":[null]}""")]
    [InlineData("api/topics", """{"name":"x","attributes":{"DisplayName":null}}""")]
    [InlineData("api/topics/cat-adopted/tags", "[null]")]
    [InlineData("api/topics/cat-adopted/tags", """[{"key":null,"value":"x"}]""")]
    [InlineData("api/topics/cat-adopted/permissions", """{"label":"x","principals":[null],"actions":["Publish"]}""")]
    [InlineData("api/topics/cat-adopted/permissions", """{"label":"x","principals":["*"],"actions":[null]}""")]
    [InlineData("api/topics/cat-adopted/messages", """{"message":{"catId":"c"},"messageAttributes":{"n":null}}""")]
    [InlineData("api/topics/cat-adopted/messages/batch", """{"entries":[null]}""")]
    [InlineData("api/filter-policies/test", """{"policy":{},"attributes":{"n":null}}""")]
    public async Task What_is_null_and_must_not_be_is_a_400(string path, string body) => (await App.Writer.PostAsync(path, body)).Expect(400);

    private async Task CreateAsync() => (await App.Writer.PostAsync("api/topics", $$"""{"name":"{{_topic.Name}}"}""")).Expect(201);

    private async Task<IEnumerable<string>> BatchFaultsAsync(string entries) =>
        (await App.Writer.PostAsync("api/topics/cat-adopted/messages/batch", $$"""{"entries":[{{entries}}]}""")).ExpectProblem(400, "validation-failed").FaultPointers;
}
