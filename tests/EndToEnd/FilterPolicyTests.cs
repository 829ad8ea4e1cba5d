namespace EndToEnd;

/// <summary>Trying filter policies over HTTP.</summary>
public sealed class FilterPolicyTests(RunningApp app)
{
    private const string Path = "api/filter-policies/test";

    [Fact]
    public async Task A_policy_is_tried_on_attributes_and_explained()
    {
        var answer = (await app.Writer.PostAsync(Path, """
            {"policy":{"city":["oslo"],"price":[{"numeric":[">",100]}]},
             "attributes":{"city":{"Type":"String","Value":"oslo"},"price":{"Type":"Number","Value":"90"}}}
            """)).Expect(200).Json;

        Assert.False(answer.GetProperty("matches").GetBoolean());
        Assert.Equal(["key `city`: \"oslo\" is \"oslo\"", "key `price`: 90 is not > 100"], answer.GetProperty("explanation").EnumerateArray().Select(line => line.GetString()!));
    }

    [Fact]
    public async Task A_policy_is_tried_on_a_body()
    {
        var answer = (await app.Writer.PostAsync(Path, """{"policy":{"a":{"b":[1]}},"scope":"MessageBody","body":"{\"a\":[{\"b\":2},{\"b\":1}]}"}""")).Expect(200).Json;

        Assert.True(answer.GetProperty("matches").GetBoolean());
        Assert.Equal(["key `a[1].b`: 1 is 1"], answer.GetProperty("explanation").EnumerateArray().Select(line => line.GetString()!));
    }

    [Theory]
    [InlineData("""{"policy":{"key":[["value"]]}}""", "Invalid parameter: FilterPolicy: Match value must be String, number, true, false, or null")]
    [InlineData("""{"policy":{"a":{"b":[1]}}}""", "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy")]
    [InlineData("""{"policy":{"a":[1]},"scope":"Body"}""", "Invalid parameter: FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or MessageAttributes")]
    [InlineData("""{"policy":{"a":[1]},"attributes":{"a":{"Type":"Text","Value":"x"}}}""", "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    public async Task What_is_not_valid_is_refused_with_the_validation_text(string body, string detail)
    {
        var refused = (await app.Writer.PostAsync(Path, body)).ExpectProblem(400, "invalid-parameter");

        Assert.StartsWith(detail, refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_does_not_exist_is_refused() =>
        Assert.Equal(["/filterPolicyScope"], (await app.Writer.PostAsync(Path, """{"policy":{"a":[1]},"filterPolicyScope":"MessageBody"}""")).ExpectProblem(400, "validation-failed").FaultPointers);

    [Fact]
    public async Task Trying_needs_a_token_with_the_scope_of_topics()
    {
        using var other = await app.WithScopeAsync("cats:write");

        (await app.Anonymous.PostAsync(Path, """{"policy":{"a":[1]}}""")).ExpectProblem(401);
        (await other.PostAsync(Path, """{"policy":{"a":[1]}}""")).ExpectProblem(403);
    }
}
