namespace EndToEnd;

/// <summary>Requests with an <c>Idempotency-Key</c> against the running app.</summary>
public sealed class IdempotencyTests(RunningApp app)
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Fact]
    public async Task Twenty_requests_at_once_with_one_key_make_one_cat()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "\"tom\""))));

        var replay = (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "\"tom\""))).Expect(201);
        Assert.All(answers, answer => Assert.True((int)answer.Status is 201 or 409, answer.Text));
        Assert.All(answers.Where(answer => (int)answer.Status == 201), answer => Assert.Equal(replay.Text, answer.Text));
        Assert.Equal("true", replay.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(answers.First(answer => (int)answer.Status == 201).ETag, replay.ETag);
        Assert.Equal(1, (await app.Anonymous.GetAsync(_cats)).Expect(200).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_repeated_adoption_is_answered_as_the_first_and_a_new_one_is_a_conflict()
    {
        var id = (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""")).Expect(201).Json.GetProperty("id").GetString();

        var first = (await app.Writer.PostAsync($"{_cats}/{id}/adoption", """{"adopter":"Ann"}""", ("Idempotency-Key", "adopt-1"))).Expect(200);
        var again = (await app.Writer.PostAsync($"{_cats}/{id}/adoption", """{"adopter":"Ann"}""", ("Idempotency-Key", "adopt-1"))).Expect(200);

        Assert.Equal(first.Text, again.Text);
        (await app.Writer.PostAsync($"{_cats}/{id}/adoption", """{"adopter":"Bob"}""", ("Idempotency-Key", "adopt-1"))).ExpectProblem(422, "idempotency-key-reused");
        (await app.Writer.PostAsync($"{_cats}/{id}/adoption", """{"adopter":"Bob"}""", ("Idempotency-Key", "adopt-2"))).ExpectProblem(409, "condition-failed");
    }

    [Fact]
    public async Task A_malformed_key_is_refused() =>
        (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "\"open"))).ExpectProblem(400, "invalid-parameter");
}
