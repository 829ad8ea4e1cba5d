using System.Net.Http.Headers;
using System.Text;

namespace EndToEnd;

/// <summary>What a client does wrong is answered with its own 4xx and problem details, never a 500.</summary>
public sealed class RefusalTests(RunningApp app)
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Fact]
    public async Task A_bad_body_names_all_its_faults_at_once()
    {
        var refused = (await app.Writer.PostAsync(_cats, """{"age":-1,"mood":"grumpy"}""")).ExpectProblem(400, "validation-failed");

        Assert.Equal(["/age", "/mood", "/name"], refused.FaultPointers);
        Assert.All(refused.Json.GetProperty("errors").EnumerateArray(), error =>
        {
            Assert.NotEmpty(error.GetProperty("code").GetString()!);
            Assert.NotEmpty(error.GetProperty("message").GetString()!);
        });
    }

    [Theory]
    [InlineData("""{"name":"Tom",""")]
    [InlineData("")]
    [InlineData("not json")]
    public async Task Malformed_JSON_answers_400(string body) => (await app.Writer.PostAsync(_cats, body)).ExpectProblem(400, "malformed-json");

    [Theory]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("null")]
    public async Task JSON_that_is_no_object_answers_400(string body) => (await app.Writer.PostAsync(_cats, body)).ExpectProblem(400);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    public async Task Another_content_type_answers_415(string mediaType)
    {
        using var body = new StringContent("""{"name":"Tom","age":3}""", Encoding.UTF8, new MediaTypeHeaderValue(mediaType));

        (await app.Writer.SendAsync(HttpMethod.Post, _cats, body)).ExpectProblem(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("api/nothing")]
    [InlineData("api/shelters/oslo/dogs")]
    public async Task An_unknown_path_answers_404(string path) => (await app.Anonymous.GetAsync(path)).ExpectProblem(404, "route-not-found");

    [Fact]
    public async Task Outside_the_route_prefix_there_is_nothing() => (await app.Anonymous.GetAsync("elsewhere")).Expect(404);

    [Fact]
    public async Task A_wrong_method_answers_405_and_says_which_are_right()
    {
        var refused = (await app.Writer.DeleteAsync(_cats)).ExpectProblem(405, "method-not-allowed");

        Assert.Contains("GET", refused.Allow);
        Assert.Contains("POST", refused.Allow);
    }

    [Fact]
    public async Task A_body_over_the_limit_answers_413()
    {
        var body = $$"""{"name":"Tom","age":3,"notes":"{{new string('x', 11 * 1024 * 1024)}}"}""";

        (await app.Writer.PostAsync(_cats, body)).ExpectProblem(413, "body-too-large");
    }

    [Fact]
    public async Task A_write_without_a_token_answers_401()
    {
        var refused = (await app.Anonymous.PostAsync(_cats, """{"name":"Tom","age":3}""")).ExpectProblem(401);

        Assert.Contains(refused.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task A_forged_token_answers_401() =>
        (await app.Anonymous.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30."))).ExpectProblem(401);

    [Fact]
    public async Task A_token_without_the_scope_answers_403()
    {
        using var reader = await app.WithScopeAsync("topics:write");

        (await reader.PostAsync(_cats, """{"name":"Tom","age":3}""")).ExpectProblem(403);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id()
    {
        var answer = await app.Anonymous.GetAsync(_cats);

        Assert.True(answer.Headers.Contains("X-Request-Id") || answer.Headers.Contains("Request-Id"), $"Headers: {answer.Headers}");
    }
}
