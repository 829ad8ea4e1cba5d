using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EndToEnd;

/// <summary>Ids of others' documents lead nowhere (IDOR): two visitors of one shelter, whose visits are in one partition of the store, over HTTP.</summary>
public sealed class OwnerTests(RunningApp app) : IAsyncLifetime
{
    private readonly string _visits = $"api/shelters/{RunningApp.NewShelter()}/visits";
    private Api _ann = null!;
    private Api _eve = null!;
    private Api _keeper = null!;
    private string _anns = null!;
    private string _eves = null!;
    private string _version = null!;

    public async ValueTask InitializeAsync()
    {
        _ann = await app.WithScopeAsync("", "ann");
        _eve = await app.WithScopeAsync("", "eve");
        _keeper = await app.WithScopeAsync("visits:all", "keeper");
        var made = await BookAsync(_ann);
        (_anns, _version) = (made.Json.GetProperty("id").GetString()!, made.ETag);
        _eves = (await BookAsync(_eve)).Json.GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _ann?.Dispose();
        _eve?.Dispose();
        _keeper?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nobody_unknown_gets_anything()
    {
        (await app.Anonymous.GetAsync(_visits)).ExpectProblem(401, "unauthenticated");
        (await app.Anonymous.GetAsync($"{_visits}/{_anns}")).ExpectProblem(401, "unauthenticated");
        (await app.Anonymous.PostAsync(_visits, """{"day":"2026-12-24"}""")).ExpectProblem(401, "unauthenticated");
        (await app.Anonymous.DeleteAsync($"{_visits}/{_anns}")).ExpectProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("GET", "", null, null)]
    [InlineData("GET", "?fields=wish", null, null)]
    [InlineData("GET", "", null, "If-None-Match: V")]
    [InlineData("GET", "", null, "If-None-Match: *")]
    [InlineData("PUT", "", """{"day":"2026-12-25"}""", null)]
    [InlineData("PUT", "", """{"day":"2026-12-25"}""", "If-Match: V")]
    [InlineData("PUT", "", """{"day":"2026-12-25"}""", "If-Match: *")]
    [InlineData("PUT", "", """{"day":"2026-12-25"}""", "If-Match: \"a\", V")]
    [InlineData("PUT", "", """{"day":"2026-12-25","visitor":"eve"}""", "If-Match: \"stale\"")]
    [InlineData("PUT", "", """{"day":"2026-12-25"}""", "If-None-Match: *")]
    [InlineData("PATCH", "", """{"wish":"none"}""", null)]
    [InlineData("PATCH", "", """{"visitor":"eve"}""", "If-Match: V")]
    [InlineData("PATCH", "", """{"people":99}""", "If-Match: \"stale\"")]
    [InlineData("PATCH", "", """[{"op":"test","path":"/wish","value":"of ann"}]""", null)]
    [InlineData("PATCH", "", """[{"op":"test","path":"/wish","value":"a guess"}]""", null)]
    [InlineData("PATCH", "", """[{"op":"replace","path":"/visitor","value":"eve"}]""", "If-Match: V")]
    [InlineData("DELETE", "", null, null)]
    [InlineData("DELETE", "", null, "If-Match: V")]
    [InlineData("DELETE", "", null, "If-Match: \"stale\"")]
    public async Task Anothers_visit_is_answered_as_one_that_is_not_there(string method, string query, string? body, string? header)
    {
        var headers = header?.Replace("V", _version, StringComparison.Ordinal).Split(": ") is [var name, var value] ? new[] { (name, value) } : [];

        var foreign = (await SendAsync(_eve, method, $"{_visits}/{_anns}{query}", body, headers)).ExpectProblem(404, "document-not-found");
        var missing = (await SendAsync(_eve, method, $"{_visits}/{_anns[..^1]}x{query}", body, headers)).ExpectProblem(404, "document-not-found");

        Assert.Equal(Said(missing), Said(foreign));
        Assert.Equal(missing.Headers.Select(header => header.Key).Order(StringComparer.Ordinal), foreign.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal(_version, (await _ann.GetAsync($"{_visits}/{_anns}")).Expect(200).ETag);
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "?filter=visitor%20eq%20'ann'%20or%20visitor%20ne%20'ann'", null)]
    [InlineData("GET", "?filter=not%20(visitor%20eq%20'eve')", null)]
    [InlineData("GET", "?day=2026-12-24&fields=id,visitor", null)]
    [InlineData("QUERY", "", """{"filter":"visitor eq 'ann' or exists(day)"}""")]
    public async Task Lists_have_the_callers_visits_only(string method, string query, string? body)
    {
        var page = (await SendAsync(_eve, method, _visits + query, body)).Expect(200);
        var all = (await SendAsync(_keeper, method, _visits + query, body)).Expect(200);

        Assert.DoesNotContain(_anns, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", page.Text, StringComparison.Ordinal);
        Assert.Contains(_anns, all.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anothers_cursor_leads_nowhere()
    {
        await BookAsync(_ann);
        var cursor = Uri.EscapeDataString((await _ann.GetAsync($"{_visits}?limit=1")).Expect(200).Json.GetProperty("next").GetString()!);

        (await _ann.GetAsync($"{_visits}?limit=1&cursor={cursor}")).Expect(200);
        (await _eve.GetAsync($"{_visits}?limit=1&cursor={cursor}")).ExpectProblem(400, "cursor-invalid");
        (await _keeper.GetAsync($"{_visits}?limit=1&cursor={cursor}")).ExpectProblem(400, "cursor-invalid");
    }

    [Fact]
    public async Task A_bulk_request_reaches_the_callers_visits_only()
    {
        string[] operations =
        [
            $$$"""{"op":"replace","id":"{{{_anns}}}","ifMatch":"*","body":{"day":"2026-12-25"}}""",
            $$$"""{"op":"create","body":{"day":"2026-12-25","visitor":"ann"}}""",
            $$$"""{"op":"create","id":"{{{Guid.NewGuid():n}}}","body":{"day":"2026-12-25"}}""",
            $$$"""{"op":"patch","id":"{{{_eves}}}","body":{"visitor":"ann"}}""",
        ];
        var own = await BulkAsync(operations);
        var deleted = await BulkAsync($$"""{"op":"delete","id":"{{_anns}}"}""");
        var upserted = await BulkAsync($$$"""{"op":"upsert","id":"{{{_anns}}}","body":{"day":"2026-12-25"}}""");
        var patched = await BulkAsync($$$"""{"op":"patch","id":"{{{_anns}}}","ifMatch":"\"stale\"","body":{"people":99}}""");

        Assert.Equal([404, 400, 400, 400], own);
        Assert.Equal([404], deleted);
        Assert.Equal([404], upserted);
        Assert.Equal([404], patched);
        Assert.Equal(_version, (await _ann.GetAsync($"{_visits}/{_anns}")).Expect(200).ETag);
    }

    [Fact]
    public async Task A_visit_is_made_for_the_caller_and_stays_theirs()
    {
        Assert.Equal("eve", (await _eve.GetAsync($"{_visits}/{_eves}")).Expect(200).Json.GetProperty("visitor").GetString());
        Assert.Equal(["/visitor"], (await _eve.PostAsync(_visits, """{"day":"2026-12-24","visitor":"ann"}""")).ExpectProblem(400, "validation-failed").FaultPointers);
        Assert.Equal(["/id"], (await _eve.PostAsync(_visits, $$"""{"day":"2026-12-24","id":"{{_anns}}"}""")).ExpectProblem(400, "validation-failed").FaultPointers);
        Assert.Equal(["/visitor"], (await _eve.PatchAsync($"{_visits}/{_eves}", """{"visitor":"ann"}""")).ExpectProblem(400, "validation-failed").FaultPointers);
        var kept = (await _eve.PutAsync($"{_visits}/{_eves}", """{"day":"2026-12-26"}""", ("If-Match", "*"))).Expect(200);
        Assert.Equal("eve", kept.Json.GetProperty("visitor").GetString());
        (await _eve.DeleteAsync($"{_visits}/{_eves}", ("If-Match", kept.ETag))).Expect(204);
    }

    [Fact]
    public async Task Who_has_the_scope_sees_and_writes_all()
    {
        Assert.Equal(_version, (await _keeper.GetAsync($"{_visits}/{_anns}")).Expect(200).ETag);
        (await _keeper.PatchAsync($"{_visits}/{_anns}", """{"visitor":"eve"}""", ("If-Match", _version))).Expect(200);
        (await _ann.GetAsync($"{_visits}/{_anns}")).ExpectProblem(404);
        (await _eve.GetAsync($"{_visits}/{_anns}")).Expect(200);
    }

    [Fact]
    public async Task A_booking_that_is_sent_again_is_the_same_one_and_its_callers()
    {
        var shelter = $"api/shelters/{RunningApp.NewShelter()}/visits";
        var first = (await _ann.PostAsync(shelter, """{"day":"2026-12-24"}""", ("Idempotency-Key", "k1"))).Expect(201);
        var again = (await _ann.PostAsync(shelter, """{"day":"2026-12-24"}""", ("Idempotency-Key", "k1"))).Expect(201);
        var eves = (await _eve.PostAsync(shelter, """{"day":"2026-12-24"}""", ("Idempotency-Key", "k1"))).Expect(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal("eve", eves.Json.GetProperty("visitor").GetString());
        Assert.Equal(1, (await _ann.GetAsync(shelter)).Expect(200).Json.GetProperty("items").GetArrayLength());
    }

    private async Task<Answer> BookAsync(Api visitor) => (await visitor.PostAsync(_visits, $$"""{"day":"2026-12-24","people":2,"wish":"of {{(visitor == _ann ? "ann" : "eve")}}"}""")).Expect(201);

    private async Task<int[]> BulkAsync(params string[] operations) =>
        [.. (await _eve.PostAsync($"{_visits}/bulk", $$"""{"operations":[{{string.Join(',', operations)}}]}""")).Expect(200).Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetInt32())];

    private static Task<Answer> SendAsync(Api api, string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        var type = method != "PATCH" ? "application/json" : body![0] == '[' ? "application/json-patch+json" : "application/merge-patch+json";
        return api.SendAsync(new HttpMethod(method), path, body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)), headers);
    }

    /// <summary>What a problem says, but for what is another for each request.</summary>
    private static string Said(Answer answer) =>
        string.Join('\n', answer.Json.EnumerateObject().Where(member => member.Name is not ("traceId" or "instance")).Select(member => JsonSerializer.Serialize(member.Value)));
}
