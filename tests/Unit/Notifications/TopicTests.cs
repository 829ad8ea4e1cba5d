using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class TopicTests
{
    [Theory]
    [InlineData("cats", true)]
    [InlineData("Cats_2-b", true)]
    [InlineData("", false)]
    [InlineData("cats.fifo", false)]
    [InlineData("kätzchen", false)]
    [InlineData("a b", false)]
    public void A_topic_has_a_name_as_SNS_wants_it(string name, bool isValid)
    {
        var topic = Topic.Define<Cat>(name);

        Assert.Equal(isValid, topic.Faults.Count == 0);
    }

    [Fact]
    public void A_name_has_at_most_256_characters()
    {
        Assert.Empty(Topic.Define<Cat>(new string('a', 256)).Faults);
        Assert.Contains("Invalid parameter: Topic Name", Assert.Single(Topic.Define<Cat>(new string('a', 257)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_told_together_when_the_app_starts()
    {
        await using var app = new TestApp(builder => builder
            .Topic(Topic.Define<Cat>("a b"))
            .Topic(Cats.Topic).Subscriber<CatSubscriber>("x y").Subscriber<CatSubscriber>("ok").Subscriber<CatSubscriber>("ok")
            .Subscriber<CatSubscriber>("policy", """{"a":[]}""")
            .Topic(Topic.Define<string>("cats")));

        var check = app.Services.GetServices<IHostedService>().OfType<DefinitionChecks>().Single();
        var refused = await Assert.ThrowsAsync<DefinitionException>(() => check.StartingAsync(TestContext.Current.CancellationToken));

        Assert.Equal(5, refused.Faults.Count);
        Assert.Contains("Topic 'cats' is defined more than once", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Subscriber 'ok' is registered more than once", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Empty arrays are not allowed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subscriber_with_a_bad_name_and_a_bad_policy_has_two_faults() =>
        Assert.Equal(2, new FunctionSubscriber<Cat, CatSubscriber>("x y", Cats.Topic, """{"a":[]}""", FilterScope.MessageAttributes).Faults.Count);

    [Fact]
    public async Task Registering_a_topic_twice_is_once()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));

        Assert.Equal("cats", Assert.Single(app.Get<TopicCatalog>().Topics).Name);
        Assert.Empty(app.Get<TopicCatalog>().Faults);
        Assert.Equal("Topic does not exist", Assert.Throws<NotificationException>(() => app.Get<TopicCatalog>().Get("dogs")).Message);
    }
}
