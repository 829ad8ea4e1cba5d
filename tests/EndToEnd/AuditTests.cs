using System.Text.Json;

namespace EndToEnd;

/// <summary>The audit trail of the sample's cats, over HTTP.</summary>
public sealed class AuditTests(RunningApp app)
{
    private readonly Shelter _shelter = new(app.Writer, RunningApp.NewShelter());

    [Fact]
    public async Task Every_change_says_who_made_it_when_and_from_which_request()
    {
        using var reader = await app.WithScopeAsync("audit:read");
        var cat = await _shelter.TakeInAsync();
        var patched = (await app.Writer.PatchAsync($"{_shelter.Cats}/{cat}", """{"age":4}""")).Expect(200);
        (await _shelter.AdoptAsync(cat)).Expect(200);
        (await app.Writer.DeleteAsync($"{_shelter.Cats}/{cat}")).Expect(204);

        var entries = (await reader.GetAsync($"api/audit?partition={_shelter.Id}&model=cat&key={cat}")).Expect(200).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["delete", "update", "replace", "create"], entries.Select(entry => entry.GetProperty("operation").GetString()));
        var change = entries[2];
        Assert.Equal("developer", change.GetProperty("origin").GetProperty("subject").GetString());
        Assert.Equal("PATCH", change.GetProperty("origin").GetProperty("method").GetString());
        Assert.Equal("PatchCat", change.GetProperty("origin").GetProperty("function").GetString());
        Assert.Equal(Assert.Single(patched.Headers.GetValues("X-Request-Id")), change.GetProperty("origin").GetProperty("requestId").GetString());
        var age = change.GetProperty("changes").EnumerateArray().Single(attribute => attribute.GetProperty("path").GetString() == "/age");
        Assert.Equal((3, 4), (age.GetProperty("before").GetInt32(), age.GetProperty("after").GetInt32()));
        for (var index = 0; index < 3; index++)
        {
            Assert.Equal(Hash(entries[index + 1], "after"), Hash(entries[index], "before"));
        }

        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("after").ValueKind);
    }

    [Fact]
    public async Task Entries_are_found_by_request_and_time_page_by_page_over_all_partitions()
    {
        using var reader = await app.WithScopeAsync("audit:read");
        var made = (await app.Writer.PostAsync($"{_shelter.Cats}/bulk", """{"operations":[{"op":"create","body":{"name":"A","age":1}},{"op":"create","body":{"name":"B","age":2}},{"op":"create","body":{"name":"C","age":3}}]}""")).Expect(200);
        var request = Assert.Single(made.Headers.GetValues("X-Request-Id"));

        var first = (await reader.GetAsync($"api/audit?requestId={Uri.EscapeDataString(request)}&limit=2")).Expect(200).Json;
        var second = (await reader.GetAsync($"api/audit?requestId={Uri.EscapeDataString(request)}&limit=2&cursor={first.GetProperty("next").GetString()}")).Expect(200).Json;
        var before = (await reader.GetAsync($"api/audit?requestId={Uri.EscapeDataString(request)}&until=2020-01-01T00:00:00Z")).Expect(200).Json;

        Assert.Equal((2, 1, 0), (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength(), before.GetProperty("items").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task What_is_refused_leaves_no_entry()
    {
        using var reader = await app.WithScopeAsync("audit:read");
        var cat = await _shelter.TakeInAsync();
        (await app.Writer.PatchAsync($"{_shelter.Cats}/{cat}", """{"age":5}""", ("If-Match", "\"stale\""))).ExpectProblem(412, "etag-mismatch");
        (await app.Writer.PostAsync(_shelter.Cats, $$"""{"id":"{{cat}}","name":"Twice","age":1}""")).ExpectProblem(409, "document-exists");
        (await app.Writer.DeleteAsync($"{_shelter.Cats}/nobody")).ExpectProblem(404);

        var entries = (await reader.GetAsync($"api/audit?partition={_shelter.Id}")).Expect(200).Json.GetProperty("items");

        Assert.Equal(1, entries.GetArrayLength());
    }

    [Fact]
    public async Task The_trail_is_for_those_who_may_see_it()
    {
        (await app.Anonymous.GetAsync("api/audit")).ExpectProblem(401, "unauthenticated");
        (await app.Writer.GetAsync("api/audit")).ExpectProblem(403, "insufficient-scope");
        using var reader = await app.WithScopeAsync("audit:read");
        Assert.Equal(["/colour", "/from"], (await reader.GetAsync("api/audit?colour=red&from=yesterday")).ExpectProblem(400, "invalid-parameter").FaultPointers);
    }

    private static string? Hash(JsonElement entry, string name) => entry.GetProperty(name).GetString();
}
