using Virga.Notifications;

namespace Unit.Notifications;

public sealed class TopicDirectoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Making_a_topic_again_with_the_same_or_no_attributes_gives_the_same_topic()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        var request = Request(("DisplayName", "Dogs"), ("MaximumMessageSize", "2048"), ("FifoTopic", "false")) with { Tags = [new("team", "a"), new("env", "test")] };

        var made = await topics.CreateAsync("dogs", request, Token);

        Assert.Equal(new TopicCreation(new("dogs", "arn:virga:sns:local:000000000000:dogs", IsDefinedInCode: false), IsNew: true), made);
        Assert.Equal(made with { IsNew = false }, await topics.CreateAsync("dogs", request, Token));
        Assert.Equal(made with { IsNew = false }, await topics.CreateAsync("dogs", null, Token));
        Assert.Equal(made with { IsNew = false }, await topics.CreateAsync("dogs", new() { Tags = [new("team", "a")] }, Token));
        Assert.False((await topics.CreateAsync("cats", null, Token)).IsNew);
    }

    [Fact]
    public async Task Making_a_topic_again_with_others_is_refused()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await topics.CreateAsync("dogs", new() { Tags = [new("team", "a")] }, Token);

        Assert.Equal("Invalid parameter: Attributes Reason: Topic already exists with different attributes", await Refusal(() => topics.CreateAsync("dogs", Request(("DisplayName", "x")), Token)));
        Assert.Equal("Invalid parameter: Tags Reason: Topic already exists with different tags", await Refusal(() => topics.CreateAsync("dogs", new() { Tags = [new("team", "b")] }, Token)));
        Assert.Equal("Invalid parameter: Tags Reason: Topic already exists with different tags", await Refusal(() => topics.CreateAsync("dogs", new() { Tags = [new("new", "a")] }, Token)));
    }

    [Theory]
    [InlineData("dogs.fifo", null, false)]
    [InlineData("dogs", "true", false)]
    [InlineData("dogs.fifo", "true", true)]
    [InlineData("dogs", "false", true)]
    [InlineData(".fifo", "true", false)]
    [InlineData("a b", null, false)]
    [InlineData("", null, false)]
    public async Task The_name_of_a_FIFO_topic_and_of_no_other_ends_with_fifo(string name, string? fifo, bool isValid)
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        var request = fifo is null ? new TopicRequest() : Request(("FifoTopic", fifo));

        if (isValid)
        {
            var attributes = (await topics.GetAsync((await topics.CreateAsync(name, request, Token)).Topic.Name, Token)).Attributes;
            Assert.Equal(fifo == "true" ? "true" : null, attributes.GetValueOrDefault("FifoTopic"));
        }
        else
        {
            Assert.Equal("Invalid parameter: Topic Name", await Refusal(() => topics.CreateAsync(name, request, Token)));
        }
    }

    [Theory]
    [InlineData("MaximumMessageSize", "1023")]
    [InlineData("MaximumMessageSize", "1048577")]
    [InlineData("MaximumMessageSize", "many")]
    [InlineData("ContentBasedDeduplication", "true")]
    [InlineData("FifoTopic", "perhaps")]
    [InlineData("KmsMasterKeyId", "alias/aws/sns")]
    public async Task An_attribute_that_makes_no_sense_is_refused(string name, string value)
    {
        await using var app = new TestApp();

        Assert.StartsWith("Invalid parameter: Attributes Reason: ", await Refusal(() => app.Get<TopicDirectory>().CreateAsync("dogs", Request((name, value)), Token)), StringComparison.Ordinal);
        Assert.Empty(app.Store.All("_topicinfo"));
    }

    [Fact]
    public async Task A_topic_shows_SNS_default_attributes()
    {
        await using var app = new TestApp();
        await app.WebhookAsync();
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", "https://example.com/pending"), Token);

        var topic = await app.Get<TopicDirectory>().GetAsync("arn:virga:sns:local:000000000000:cats", Token);

        Assert.True(topic.IsDefinedInCode);
        Assert.Equal(("", "262144", "1", "1", "0"), (topic.Attributes["DisplayName"], topic.Attributes["MaximumMessageSize"], topic.Attributes["SubscriptionsConfirmed"], topic.Attributes["SubscriptionsPending"], topic.Attributes["SubscriptionsDeleted"]));
        Assert.Equal("arn:virga:sns:local:000000000000:cats", topic.Attributes["TopicArn"]);
        Assert.Equal(
            """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numNoDelayRetries":0,"numMinDelayRetries":0,"numMaxDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false}}""",
            topic.Attributes["EffectiveDeliveryPolicy"]);
        Assert.Contains("__default_statement_ID", topic.Attributes["Policy"], StringComparison.Ordinal);
        Assert.False(topic.Attributes.ContainsKey("FifoTopic"));
    }

    [Fact]
    public async Task Attributes_are_set_together_or_not_at_all()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await topics.CreateAsync("dogs", null, Token);

        await topics.SetAttributesAsync("dogs", Values(("DisplayName", "Dogs"), ("MaximumMessageSize", "1024")), Token);
        Assert.Equal("Invalid parameter: AttributeName", await Refusal(() => topics.SetAttributesAsync("dogs", Values(("DisplayName", "x"), ("FifoTopic", "true")), Token)));

        var attributes = (await topics.GetAsync("dogs", Token)).Attributes;
        Assert.Equal(("Dogs", "1024"), (attributes["DisplayName"], attributes["MaximumMessageSize"]));
        await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishTextAsync("dogs", new string('x', 1025), null, Token));
        await topics.SetAttributesAsync("dogs", Values(("MaximumMessageSize", null)), Token);
        await app.Notifier.PublishTextAsync("dogs", new string('x', 1025), null, Token);
    }

    [Fact]
    public async Task What_the_code_says_of_a_topic_only_the_code_changes()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();

        Assert.StartsWith("Invalid parameter: AttributeName Reason: MaximumMessageSize", await Refusal(() => topics.SetAttributesAsync("cats", Values(("MaximumMessageSize", "1024")), Token)), StringComparison.Ordinal);
        Assert.StartsWith("Invalid parameter: TopicArn Reason: the topic is defined in the app's code", await Refusal(() => topics.DeleteAsync("cats", Token)), StringComparison.Ordinal);
        await topics.SetAttributesAsync("cats", Values(("DisplayName", "Cats")), Token);
        Assert.Equal("Cats", (await topics.GetAsync("cats", Token)).Attributes["DisplayName"]);
    }

    [Fact]
    public async Task Tags_are_overwritten_by_key_and_a_key_comes_once()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();

        await topics.TagAsync("cats", [new("a", "1"), new("A", "2")], Token);
        await topics.TagAsync("cats", [new("a", "3")], Token);
        Assert.Equal("Invalid parameter: Duplicated keys are not allowed.", await Refusal(() => topics.TagAsync("cats", [new("b", "1"), new("b", "2")], Token)));
        await topics.UntagAsync("cats", ["A", "unknown"], Token);

        Assert.Equal([new("a", "3")], (await topics.GetAsync("cats", Token)).Tags);
        Assert.StartsWith("Invalid parameter: Tags", await Refusal(() => topics.TagAsync("cats", [.. Enumerable.Range(0, 50).Select(index => new TopicTag($"{index}", ""))], Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_are_listed_by_name_a_hundred_a_page()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        for (var index = 0; index < 250; index++)
        {
            await topics.CreateAsync($"{(char)('a' + (index % 5))}-{index:000}", null, Token);
        }

        await topics.SetAttributesAsync("cats", Values(("DisplayName", "stored and defined")), Token);
        var pages = new List<TopicPage>();
        do
        {
            pages.Add(await topics.ListAsync(next: pages.LastOrDefault()?.Next, cancellationToken: Token));
        }
        while (pages[^1].Next is not null);

        Assert.Equal([100, 100, 51], pages.Select(page => page.Items.Count));
        var names = pages.SelectMany(page => page.Items).Select(topic => topic.Name).ToList();
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.Contains("cats", names);
        Assert.StartsWith("Invalid parameter: NextToken", await Refusal(() => topics.ListAsync(next: "!", cancellationToken: Token)), StringComparison.Ordinal);
        Assert.StartsWith("Invalid parameter: limit", await Refusal(() => topics.ListAsync(101, cancellationToken: Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_topic_ends_its_subscriptions_and_a_missing_one_is_deleted_already()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await topics.CreateAsync("dogs", null, Token);
        await app.Subscriptions.SubscribeAsync("dogs", new SubscriptionRequest("https", "https://example.com/hook"), Token);

        await topics.DeleteAsync("dogs", Token);
        await topics.DeleteAsync("dogs", Token);

        Assert.Equal("Topic does not exist", await Refusal(() => topics.GetAsync("dogs", Token)));
        Assert.Equal("Topic does not exist", await Refusal(() => app.Notifier.PublishTextAsync("dogs", "x", null, Token)));
        await topics.CreateAsync("dogs", null, Token);
        Assert.Empty((await app.Subscriptions.ListAsync("dogs", cancellationToken: Token)).Items);
        Assert.Equal("0", (await topics.GetAsync("dogs", Token)).Attributes["SubscriptionsPending"]);
    }

    [Theory]
    [InlineData("dogs", "Topic does not exist")]
    [InlineData("a b", "Topic does not exist")]
    [InlineData("arn:x", "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2")]
    [InlineData("arn:aws:sns:eu-west-1:1:cats", "Invalid parameter: TopicArn")]
    public async Task A_topic_that_is_not_there_is_told_as_SNS_does(string topic, string text)
    {
        await using var app = new TestApp();

        Assert.Equal(text, await Refusal(() => app.Get<TopicDirectory>().GetAsync(topic, Token)));
        Assert.Equal(text, await Refusal(() => app.Notifier.PublishTextAsync(topic, "x", null, Token)));
    }

    [Fact]
    public async Task Of_two_that_make_one_topic_both_get_it()
    {
        await using var app = new TestApp();
        var once = true;
        app.Store.BeforeWrite = _ =>
        {
            if (once)
            {
                once = false;
                Assert.True(app.Get<TopicDirectory>().CreateAsync("dogs", null, Token).GetAwaiter().GetResult().IsNew);
            }
        };

        Assert.False((await app.Get<TopicDirectory>().CreateAsync("dogs", null, Token)).IsNew);
    }

    [Fact]
    public async Task A_deleted_topic_takes_messages_of_another_process_for_five_seconds_at_most()
    {
        await using var app = new TestApp();
        await using var other = new TestApp(sharing: app);
        await app.Get<TopicDirectory>().CreateAsync("dogs", null, Token);
        await other.Notifier.PublishTextAsync("dogs", "x", null, Token);

        await app.Get<TopicDirectory>().DeleteAsync("dogs", Token);
        await other.Notifier.PublishTextAsync("dogs", "x", null, Token);
        app.Time.Advance(TopicStore.Trust);

        Assert.Equal("Topic does not exist", await Refusal(() => other.Notifier.PublishTextAsync("dogs", "x", null, Token)));
    }

    private static TopicRequest Request(params (string Name, string Value)[] attributes) => new() { Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value) };

    private static Dictionary<string, string?> Values(params (string Name, string? Value)[] attributes) => attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value);

    private static async Task<string> Refusal(Func<Task> act) => (await Assert.ThrowsAsync<NotificationException>(act)).Message;
}
