using Virga.Notifications;

namespace Unit.Notifications;

public sealed class TopicPolicyTests
{
    private const string Arn = "arn:virga:sns:local:000000000000:cats";

    private static readonly TopicCaller Owner = new(["sub:root", "scope:topics:write"], IsOwner: true);
    private static readonly TopicCaller Ann = new(["sub:ann", "scope:topics:publish"], IsOwner: false);
    private static readonly TopicCaller Bob = new(["sub:bob", "client:app", "scope:topics:publish"], IsOwner: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_statements_the_scope_decides() => Assert.True(TopicPolicy.Default.Allows(TopicAction.Publish, Ann));

    [Fact]
    public void With_a_statement_whatever_none_allows_is_denied()
    {
        var policy = TopicPolicy.Of([new("ann", ["sub:ann"], [TopicAction.Publish])]);

        Assert.True(policy.Allows(TopicAction.Publish, Ann));
        Assert.False(policy.Allows(TopicAction.Subscribe, Ann));
        Assert.False(policy.Allows(TopicAction.Publish, Bob));
        Assert.True(policy.Allows(TopicAction.Subscribe, Owner));
    }

    [Fact]
    public void What_is_denied_is_denied_to_everybody()
    {
        var policy = TopicPolicy.Of([new("closed", ["*"], [TopicAction.Publish], IsDeny: true), new("app", ["client:app"], [TopicAction.Publish, TopicAction.Subscribe])]);

        Assert.False(policy.Allows(TopicAction.Publish, Owner));
        Assert.False(policy.Allows(TopicAction.Publish, Bob));
        Assert.True(policy.Allows(TopicAction.Subscribe, Bob));
    }

    [Fact]
    public void A_policy_is_read_back_as_it_was_written()
    {
        var policy = TopicPolicy.Of([new("a", ["sub:ann", "scope:x"], [TopicAction.Publish]), new("b", ["*"], [TopicAction.Subscribe], IsDeny: true)]);
        var json = TopicPolicyJson.Write(policy, Arn);

        Assert.Equal(json, TopicPolicyJson.Write(TopicPolicyJson.Read(json, Arn), Arn));
        Assert.Empty(TopicPolicyJson.Read(TopicPolicyJson.Write(TopicPolicy.Default, Arn), Arn).Statements);
    }

    [Fact]
    public void A_policy_may_be_written_as_SNS_lets_it_be()
    {
        var policy = TopicPolicyJson.Read($$$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"sub:ann"},"Action":["sns:publish","SNS:*"],"Resource":["{{{Arn}}}"]}}""", Arn);

        var statement = Assert.Single(policy.Statements);
        Assert.Equal(["sub:ann"], statement.Principals);
        Assert.Equal([TopicAction.Publish, TopicAction.Subscribe], statement.Actions);
    }

    [Fact]
    public void A_default_policy_that_was_changed_and_put_back_means_what_it_says()
    {
        var all = TopicPolicyJson.Write(TopicPolicy.Default, Arn);
        var changed = TopicPolicyJson.Read(all.Replace("\"*\"", "\"sub:ann\"", StringComparison.Ordinal), Arn);
        var denying = TopicPolicyJson.Read(all.Replace("Allow", "Deny", StringComparison.Ordinal), Arn);
        var both = TopicPolicyJson.Read(all.Replace("}]}", $$"""},{"Sid":"no-bob","Effect":"Deny","Principal":"sub:bob","Action":"SNS:Publish","Resource":"{{Arn}}"}]}""", StringComparison.Ordinal), Arn);

        Assert.Equal((true, false), (changed.Allows(TopicAction.Publish, Ann), changed.Allows(TopicAction.Publish, Bob)));
        Assert.False(denying.Allows(TopicAction.Publish, Owner));
        Assert.Equal((true, false), (both.Allows(TopicAction.Publish, Ann), both.Allows(TopicAction.Publish, Bob)));
    }

    [Theory]
    [InlineData("{", "it must be a JSON object")]
    [InlineData("[]", "it must be a JSON object")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"SNS:Publish","Resource":"*","Condition":{}}]}""", "'Condition' of a statement is not supported")]
    [InlineData("""{"Statement":[{"Effect":"Perhaps","Principal":"*","Action":"SNS:Publish","Resource":"*"}]}""", "effect 'Perhaps'")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"ann","Action":"SNS:Publish","Resource":"*"}]}""", "'ann' is no principal")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"SNS:Publish","Resource":"arn:other"}]}""", "the resource of a statement is the topic")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"SNS:DeleteTopic","Resource":"*"}]}""", "action out of service scope!")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"0","Resource":"*"}]}""", "action out of service scope!")]
    public void A_policy_that_means_something_else_is_refused(string json, string text)
    {
        var refused = Assert.Throws<NotificationException>(() => TopicPolicyJson.Read(json, Arn));

        Assert.Equal(NotificationErrors.InvalidParameter, refused.Code);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permissions_are_added_and_removed_by_label()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();

        await topics.AddPermissionAsync("cats", "ann", ["sub:ann"], ["Publish"], Token);
        var again = await Assert.ThrowsAsync<NotificationException>(() => topics.AddPermissionAsync("cats", "ann", ["sub:bob"], ["Publish"], Token));
        var unknown = await Assert.ThrowsAsync<NotificationException>(() => topics.AddPermissionAsync("cats", "bob", ["sub:bob"], ["Fly"], Token));

        Assert.Equal("Invalid parameter: Statement already exists", again.Message);
        Assert.Equal("Invalid parameter: Policy statement action out of service scope!", unknown.Message);
        await topics.DemandAsync("cats", TopicAction.Publish, Ann, Token);
        var refused = await Assert.ThrowsAsync<NotificationException>(() => topics.DemandAsync("cats", TopicAction.Publish, Bob, Token));
        Assert.Equal(NotificationErrors.Forbidden, refused.Code);
        await topics.RemovePermissionAsync("cats", "ann", Token);
        await topics.RemovePermissionAsync("cats", "ann", Token);
        await topics.DemandAsync("cats", TopicAction.Publish, Bob, Token);
    }

    [Fact]
    public void A_policy_has_SNS_limits()
    {
        TopicStatement Statement(int index, int principals) => new($"s{index}", [.. Enumerable.Range(0, principals).Select(number => $"sub:{number}")], [TopicAction.Publish]);

        TopicPolicy.Of(Enumerable.Range(0, 100).Select(index => Statement(index, 1)));
        Assert.Throws<NotificationException>(() => TopicPolicy.Of(Enumerable.Range(0, 101).Select(index => Statement(index, 1))));
        TopicPolicy.Of([Statement(0, 200)]);
        Assert.Throws<NotificationException>(() => TopicPolicy.Of([Statement(0, 201)]));
        Assert.Throws<NotificationException>(() => TopicPolicy.Of([Statement(0, 0)]));
        Assert.Contains("30720 bytes", Assert.Throws<NotificationException>(() => TopicPolicy.Of(Enumerable.Range(0, 20).Select(index => Statement(index, 200)))).Message, StringComparison.Ordinal);
    }
}
