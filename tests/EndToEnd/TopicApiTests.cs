namespace EndToEnd;

/// <summary>Topics over HTTP: make, publish, batch, tags, permissions, delete.</summary>
public sealed class TopicApiTests(RunningApp app) : ReceiverTests(app)
{
    private readonly TopicOverHttp _topic = new(app.Writer, $"topic-{Guid.NewGuid():n}");

    private string Path => _topic.Path;

    [Fact]
    public async Task A_message_published_over_HTTP_reaches_a_subscriber_of_a_topic_made_over_HTTP()
    {
        await CreateAsync();
        string[] city = ["oslo"];
        await _topic.SubscribeAsync(Receiver, new { city });

        const string Attributes = """{"city":{"Type":"String","Value":"oslo"},"n":{"DataType":"Number","StringValue":"1"}}""";
        var published = (await App.Writer.PostAsync($"{Path}/messages", $$"""{"message":"{\"default\":\"d\",\"http\":\"hello\"}","messageStructure":"json","subject":"Hi","messageAttributes":{{Attributes}}}""")).Expect(200);

        var message = await Receiver.NotificationAsync("the message reached the webhook", notification => notification.MessageId == published.Json.GetProperty("messageId").GetString());
        Assert.Equal(("hello", "Hi"), (message.Text("Message"), message.Text("Subject")));
        Assert.Equal("1", message.Envelope.GetProperty("MessageAttributes").GetProperty("n").GetProperty("Value").GetString());
        (await App.Writer.DeleteAsync(Path)).Expect(204);
        (await App.Writer.DeleteAsync(Path)).Expect(204);
        (await App.Writer.PostAsync($"{Path}/messages", """{"message":"x"}""")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_topic_is_made_once_described_changed_and_tagged()
    {
        var body = $$"""{"name":"{{_topic.Name}}","attributes":{"DisplayName":"Dogs"},"tags":[{"key":"team","value":"a"}]}""";
        (await App.Writer.PostAsync("api/topics", body)).Expect(201);
        (await App.Writer.PostAsync("api/topics", body)).Expect(200);
        Assert.Contains("already exists with different attributes", (await App.Writer.PostAsync("api/topics", $$$"""{"name":"{{{_topic.Name}}}","attributes":{"DisplayName":"Cats"}}""")).ExpectProblem(400, "invalid-parameter").Text, StringComparison.Ordinal);

        var changed = (await _topic.SetAsync("""{"DisplayName":"Wolves","MaximumMessageSize":"1024"}""")).Expect(200).Json.GetProperty("attributes");
        Assert.Equal(("Wolves", "1024"), (changed.GetProperty("DisplayName").GetString(), changed.GetProperty("MaximumMessageSize").GetString()));
        (await App.Writer.PostAsync($"{Path}/messages", $$"""{"message":"{{new string('x', 1025)}}"}""")).ExpectProblem(400, "invalid-parameter");
        (await App.Writer.PostAsync($"{Path}/tags", """[{"key":"env","value":"test"}]""")).Expect(204);
        (await App.Writer.DeleteAsync($"{Path}/tags?key=team")).Expect(204);
        Assert.Equal("""[{"key":"env","value":"test"}]""", (await App.Writer.GetAsync($"{Path}/tags")).Expect(200).Text);
        Assert.False((await App.Writer.GetAsync(Path)).Expect(200).Json.GetProperty("isDefinedInCode").GetBoolean());
        (await App.Writer.DeleteAsync("api/topics/cat-adopted")).ExpectProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task Topics_are_listed_with_those_of_the_code_among_them()
    {
        await CreateAsync();

        var names = (await App.Writer.ItemsAsync("api/topics?limit=2")).Select(topic => topic.GetProperty("name").GetString()!).ToList();

        Assert.Contains("cat-adopted", names);
        Assert.Contains(_topic.Name, names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task A_batch_answers_for_each_message_and_a_fault_of_form_refuses_it_whole()
    {
        await CreateAsync();

        var result = (await App.Writer.PostAsync($"{Path}/messages/batch", """{"entries":[{"id":"a","message":"x"},{"id":"b","message":{"json":true}}]}""")).Expect(200).Json;
        var missing = (await App.Writer.PostAsync($"{Path}/messages/batch", """{"entries":[{"id":"a","message":"x"},{"id":"b","message":"x","messageAttributes":{"n":{"Value":"1"}}}]}""")).ExpectProblem(400, "invalid-parameter");

        Assert.Equal(["a", "b"], result.GetProperty("successful").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
        Assert.Empty(result.GetProperty("failed").EnumerateArray());
        Assert.Equal(
            "1 validation error detected: Value null at 'publishBatchRequestEntries.2.member.messageAttributes.n.member.dataType' failed to satisfy constraint: Member must not be null",
            missing.Json.GetProperty("detail").GetString());
        (await App.Writer.PostAsync($"{Path}/messages/batch", """{"entries":[]}""")).ExpectProblem(400, "empty-batch-request");
        (await App.Writer.PostAsync($"{Path}/messages/batch", """{"entries":[{"id":"a","message":"x"},{"id":"a","message":"x"}]}""")).ExpectProblem(400, "batch-entry-ids-not-distinct");
    }

    [Fact]
    public async Task Who_may_publish_is_a_matter_of_scope_and_of_the_topics_policy()
    {
        await CreateAsync();
        using var reader = await App.WithScopeAsync("topics:read");
        using var publisher = await App.WithScopeAsync("topics:publish");

        (await App.Anonymous.PostAsync($"{Path}/messages", """{"message":"x"}""")).ExpectProblem(401);
        (await reader.PostAsync($"{Path}/messages", """{"message":"x"}""")).ExpectProblem(403);
        (await reader.GetAsync(Path)).Expect(200);
        (await publisher.PostAsync("api/topics", """{"name":"x"}""")).ExpectProblem(403);
        (await publisher.PostAsync($"{Path}/messages", """{"message":"x"}""")).Expect(200);

        (await App.Writer.PostAsync($"{Path}/permissions", """{"label":"others","principals":["sub:somebody-else"],"actions":["Publish"]}""")).Expect(204);
        (await publisher.PostAsync($"{Path}/messages", """{"message":"x"}""")).ExpectProblem(403, "forbidden");
        (await App.Writer.PostAsync($"{Path}/messages", """{"message":"x"}""")).Expect(200);
        (await App.Writer.PostAsync($"{Path}/permissions", """{"label":"developers","principals":["sub:developer"],"actions":["SNS:Publish"]}""")).Expect(204);
        (await publisher.PostAsync($"{Path}/messages", """{"message":"x"}""")).Expect(200);
        (await App.Writer.DeleteAsync($"{Path}/permissions/developers")).Expect(204);
        (await publisher.PostAsync($"{Path}/messages", """{"message":"x"}""")).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_AsyncAPI_document_has_the_topics_of_the_code()
    {
        var document = (await App.Anonymous.GetAsync("api/asyncapi.json")).Expect(200).Json;

        Assert.Equal("3.0.0", document.GetProperty("asyncapi").GetString());
        Assert.True(document.GetProperty("channels").TryGetProperty("cat-adopted", out _));
        Assert.True(document.GetProperty("operations").TryGetProperty("receive-cat-adopted-record-adoption", out _));
    }

    private async Task CreateAsync() => (await App.Writer.PostAsync("api/topics", $$"""{"name":"{{_topic.Name}}"}""")).Expect(201);
}
