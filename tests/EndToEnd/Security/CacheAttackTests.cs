namespace EndToEnd;

/// <summary>What one client sends decides nothing of what another gets from the server's cache, and nothing it sends comes back where it should not.</summary>
public sealed class CacheAttackTests(RunningApp app)
{
    private readonly string _shelter = $"api/shelters/{RunningApp.NewShelter()}";

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "gopher")]
    [InlineData("X-Original-URL", "/api/health")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("Accept-Language", "evil")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Headers_that_are_not_in_the_key_change_nothing(string header, string value)
    {
        var poisoned = (await app.Anonymous.GetAsync($"{_shelter}/adoptions?limit=1", (header, value))).Expect(200);
        var clean = (await app.Anonymous.GetAsync($"{_shelter}/adoptions?limit=1")).Expect(200);

        Assert.Equal(poisoned.Text, clean.Text);
        Assert.DoesNotContain("evil", clean.Text + clean.Headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_host_is_another_answer()
    {
        app.SkipUnlessOurs();
        await RawHttp.SendTextAsync(app.Address, $"GET /{_shelter}/adoptions HTTP/1.1\nHost: evil.example\nConnection: close\n\n");

        var clean = (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200);

        Assert.StartsWith("virga; fwd=miss", clean.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", clean.Text + clean.Headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_order_of_a_query_is_part_of_it()
    {
        (await app.Anonymous.GetAsync($"{_shelter}/adoptions?limit=1&cursor=")).Expect(200);

        var other = (await app.Anonymous.GetAsync($"{_shelter}/adoptions?cursor=&limit=1")).Expect(200);

        Assert.StartsWith("virga; fwd=miss", other.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_leaves_no_empty_answer_for_GET()
    {
        (await app.Anonymous.SendAsync(HttpMethod.Head, $"{_shelter}/adoptions", null)).Expect(200);

        Assert.NotEmpty((await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200).Text);
    }

    [Fact]
    public async Task A_refusal_is_never_served_to_others()
    {
        (await app.Anonymous.GetAsync($"{_shelter}/adoptions?limit=0")).ExpectProblem(400);

        var again = (await app.Anonymous.GetAsync($"{_shelter}/adoptions?limit=0")).ExpectProblem(400);

        Assert.DoesNotContain("hit", string.Concat(again.Headers.TryGetValues("Cache-Status", out var status) ? status : []), StringComparison.Ordinal);
        Assert.Equal("no-store", again.Headers.NonValidated["Cache-Control"].ToString());
    }

    [Fact]
    public async Task Only_who_may_asks_past_the_cache()
    {
        (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200);

        var asked = (await app.Anonymous.GetAsync($"{_shelter}/adoptions", ("Cache-Control", "no-cache"), ("Pragma", "no-cache"))).Expect(200);

        Assert.Equal("virga; hit", asked.Headers.GetValues("Cache-Status").Single());
    }

    [Fact]
    public async Task A_known_callers_answer_is_kept_apart_from_everybodys()
    {
        (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200);

        var known = (await app.Writer.GetAsync($"{_shelter}/adoptions")).Expect(200);

        Assert.StartsWith("virga; fwd=miss", known.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_names_never_becomes_a_header()
    {
        var id = "a\\r\\nSet-Cookie: stolen=1";
        var created = (await app.Writer.PostAsync($"{_shelter}/cats", $$"""{"id":"{{id}}","name":"Tom","age":3}""")).Expect(201);
        var request = (await app.Anonymous.GetAsync($"{_shelter}/cats", ("X-Request-Id", "abc\tSet-Cookie"))).Expect(200);

        Assert.False(created.Headers.Contains("Set-Cookie"));
        Assert.Contains("%0D%0A", created.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", request.Headers.GetValues("X-Request-Id").Single(), StringComparison.Ordinal);
        (await app.Anonymous.GetAsync($"api/shelters/a%0d%0aSet-Cookie%3a%20stolen/adoptions")).Expect(200);
    }
}
