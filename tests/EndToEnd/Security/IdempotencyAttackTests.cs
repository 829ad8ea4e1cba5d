namespace EndToEnd;

/// <summary>An idempotency key is its caller's: nobody else learns by it what was done, nor keeps anybody from doing it.</summary>
public sealed class IdempotencyAttackTests(RunningApp app)
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Fact]
    public async Task Another_caller_with_a_stolen_key_gets_no_answer_of_it()
    {
        using var thief = await app.WithScopeAsync("cats:write", subject: "thief");
        var own = (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "stolen"))).Expect(201);

        var stolen = (await thief.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "stolen"))).Expect(201);

        Assert.False(stolen.Headers.Contains("Idempotent-Replayed"));
        Assert.NotEqual(own.Json.GetProperty("id").GetString(), stolen.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_caller_without_the_scope_gets_nothing_however_right_the_key()
    {
        using var other = await app.WithScopeAsync("topics:write");
        (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "guarded"))).Expect(201);

        (await other.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "guarded"))).ExpectProblem(403, "insufficient-scope");
        (await app.Anonymous.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "guarded"))).ExpectProblem(401);
    }

    [Fact]
    public async Task A_key_guessed_before_its_owner_uses_it_blocks_nobody()
    {
        using var thief = await app.WithScopeAsync("cats:write", subject: "thief");
        (await thief.PostAsync(_cats, """{"name":"Eve","age":1}""", ("Idempotency-Key", "guessed"))).Expect(201);

        (await app.Writer.PostAsync(_cats, """{"name":"Tom","age":3}""", ("Idempotency-Key", "guessed"))).Expect(201);
    }
}
