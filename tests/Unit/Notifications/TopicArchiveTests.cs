using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The archive policy of FIFO topics.</summary>
public sealed class TopicArchiveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_of_a_topic_with_an_archive_are_kept_for_as_long_as_it_says()
    {
        await using var app = new TestApp();
        await CreateAsync(app, """{"MessageRetentionPeriod":"30"}""");

        await app.Notifier.PublishTextAsync("moves.fifo", "x", message => message.Group("g").Deduplication("1"), Token);
        await app.Get<TopicDirectory>().SetAttributesAsync("moves.fifo", Policy("""{"MessageRetentionPeriod":365}"""), Token);
        await app.Notifier.PublishTextAsync("moves.fifo", "x", message => message.Group("g").Deduplication("2"), Token);
        await app.Get<TopicDirectory>().SetAttributesAsync("moves.fifo", Policy(null), Token);
        await app.Notifier.PublishTextAsync("moves.fifo", "x", message => message.Group("g").Deduplication("3"), Token);

        Assert.Equal([30, 365, 7], app.Store.All("_fifo").OrderBy(message => message.GetProperty("id").GetString(), StringComparer.Ordinal).Select(message => app.Store.LifeOf(message.GetProperty("id").GetString()!)!.Value.TotalDays));
    }

    [Fact]
    public async Task The_archive_begins_when_it_is_asked_for_and_moves_on_with_its_length()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await CreateAsync(app, """{"MessageRetentionPeriod":"2"}""");
        Assert.Equal("2026-11-24T10:00:00.000Z", await BeginningAsync(topics));

        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("2026-11-24T10:00:00.000Z", await BeginningAsync(topics));
        app.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("2026-11-25T10:00:00.000Z", await BeginningAsync(topics));

        await topics.SetAttributesAsync("moves.fifo", Policy("""{"MessageRetentionPeriod":"300"}"""), Token);
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("2026-11-25T10:00:00.000Z", await BeginningAsync(topics)); // what was gone does not come back
        await topics.SetAttributesAsync("moves.fifo", Policy("{}"), Token);
        Assert.Null(await BeginningAsync(topics));
    }

    [Fact]
    public async Task A_topic_with_an_archive_is_not_deleted()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await CreateAsync(app, """{"MessageRetentionPeriod":"1"}""");

        var refused = await Assert.ThrowsAsync<NotificationException>(() => topics.DeleteAsync("moves.fifo", Token));
        await topics.SetAttributesAsync("moves.fifo", Policy(""), Token);
        await topics.DeleteAsync("moves.fifo", Token);

        Assert.Equal("Invalid parameter: TopicArn Reason: the topic has an ArchivePolicy; take it away first", refused.Message);
        await Assert.ThrowsAsync<NotificationException>(() => topics.GetAsync("moves.fifo", Token));
    }

    [Theory]
    [InlineData("moves.fifo", """{"MessageRetentionPeriod":"0"}""")]
    [InlineData("moves.fifo", """{"MessageRetentionPeriod":"366"}""")]
    [InlineData("moves.fifo", """{"MessageRetentionPeriod":"1","x":1}""")]
    [InlineData("moves.fifo", """{"RetentionPeriod":"1"}""")]
    [InlineData("moves.fifo", """["1"]""")]
    [InlineData("moves.fifo", "30")]
    [InlineData("moves.fifo", "x")]
    [InlineData("moves", """{"MessageRetentionPeriod":"1"}""")]
    public async Task A_bad_archive_policy_is_refused(string name, string policy)
    {
        await using var app = new TestApp();
        var attributes = name.EndsWith("fifo", StringComparison.Ordinal) ? new Dictionary<string, string> { ["FifoTopic"] = "true" } : [];
        await app.Get<TopicDirectory>().CreateAsync(name, new TopicRequest { Attributes = attributes }, Token);

        var refused = await Assert.ThrowsAsync<NotificationException>(() => app.Get<TopicDirectory>().SetAttributesAsync(name, Policy(policy), Token));

        Assert.StartsWith("Invalid parameter: ArchivePolicy Reason: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_of_a_topic_in_code_is_shown_and_only_the_code_changes_it()
    {
        await using var app = new TestApp(builder => builder.Topic(Topic.DefineFifo<Cat>("cats.fifo", archive: TimeSpan.FromDays(10))));
        var topics = app.Get<TopicDirectory>();

        Assert.Equal("""{"MessageRetentionPeriod":"10"}""", (await topics.GetAsync("cats.fifo", Token)).Attributes["ArchivePolicy"]);
        Assert.Contains("set in the app's code", (await Assert.ThrowsAsync<NotificationException>(() => topics.SetAttributesAsync("cats.fifo", Policy("""{"MessageRetentionPeriod":"1"}"""), Token))).Message, StringComparison.Ordinal);
    }

    private static Task<TopicCreation> CreateAsync(TestApp app, string policy) => app.Get<TopicDirectory>().CreateAsync(
        "moves.fifo", new TopicRequest { Attributes = new Dictionary<string, string> { ["FifoTopic"] = "true", ["ArchivePolicy"] = policy } }, Token);

    private static Dictionary<string, string?> Policy(string? policy) => new() { ["ArchivePolicy"] = policy };

    private static async Task<string?> BeginningAsync(TopicDirectory topics) => (await topics.GetAsync("moves.fifo", Token)).Attributes.GetValueOrDefault("BeginningArchiveTime");
}
