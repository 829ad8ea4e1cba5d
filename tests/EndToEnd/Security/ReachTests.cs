namespace EndToEnd;

/// <summary>An id, a path or a cursor of one partition leads nowhere in another.</summary>
public sealed class ReachTests(RunningApp app)
{
    private readonly string _own = RunningApp.NewShelter();
    private readonly string _other = RunningApp.NewShelter();

    [Fact]
    public async Task A_document_is_found_in_its_own_partition_only()
    {
        var id = (await app.Writer.PostAsync($"api/shelters/{_other}/cats", """{"name":"Tom"}""")).Expect(201).Json.GetProperty("id").GetString()!;
        string[] paths = [$"{_own}/cats/{id}", $"{_own}/cats/..%2F..%2F{_other}%2Fcats%2F{id}", $"{_own}%2F..%2F{_other}/cats/{id}", $"{_own}/cats/cat%7C{id}", $"{_own}/cats/%7E{id}"];

        foreach (var path in paths)
        {
            (await app.Anonymous.GetAsync($"api/shelters/{path}")).Expect(404);
            (await app.Writer.DeleteAsync($"api/shelters/{path}")).Expect(404);
        }

        (await app.Anonymous.GetAsync($"api/shelters/{_other}/cats/{id}")).Expect(200);
    }

    [Theory]
    [InlineData("_apikeys")]
    [InlineData("_topics")]
    [InlineData("_usage:x")]
    public async Task The_frameworks_own_records_are_no_documents_of_a_model(string partition)
    {
        using var admin = await app.WithScopeAsync("keys:write");
        var key = (await admin.PostAsync("api/keys", """{"name":"reach"}""")).Expect(201).Json.GetProperty("key").GetProperty("id").GetString()!;

        (await app.Anonymous.GetAsync($"api/shelters/{partition}/cats/{key}")).Expect(404);
        Assert.Equal(0, (await app.Anonymous.GetAsync($"api/shelters/{partition}/cats")).Expect(200).Json.GetProperty("items").GetArrayLength());
        (await admin.DeleteAsync($"api/keys/{key}")).Expect(204);
    }

    [Fact]
    public async Task A_body_cannot_move_a_document_to_another_partition()
    {
        var id = (await app.Writer.PostAsync($"api/shelters/{_own}/cats", """{"name":"Tom"}""")).Expect(201).Json.GetProperty("id").GetString()!;

        Assert.True((int)(await app.Writer.PostAsync($"api/shelters/{_own}/cats", $$"""{"name":"Tom","shelterId":"{{_other}}"}""")).Status is 400);
        Assert.True((int)(await app.Writer.PatchAsync($"api/shelters/{_own}/cats/{id}", $$"""{"shelterId":"{{_other}}"}""")).Status is 400);
        Assert.Equal(0, (await app.Anonymous.GetAsync($"api/shelters/{_other}/cats")).Expect(200).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_cursor_counts_for_its_own_list_only_and_not_changed()
    {
        foreach (var name in new[] { "Ada", "Bo", "Cy" })
        {
            (await app.Writer.PostAsync($"api/shelters/{_own}/cats", $$"""{"name":"{{name}}"}""")).Expect(201);
        }

        var cursor = (await app.Anonymous.GetAsync($"api/shelters/{_own}/cats?limit=1")).Expect(200).Json.GetProperty("next").GetString()!;
        (await app.Anonymous.GetAsync($"api/shelters/{_own}/cats?limit=1&cursor={Uri.EscapeDataString(cursor)}")).Expect(200);
        (await app.Anonymous.GetAsync($"api/shelters/{_other}/cats?limit=1&cursor={Uri.EscapeDataString(cursor)}")).ExpectProblem(400, "cursor-invalid");
        (await app.Anonymous.GetAsync($"api/shelters/{_own}/cats?limit=1&mood=calm&cursor={Uri.EscapeDataString(cursor)}")).ExpectProblem(400, "cursor-invalid");
        for (var index = 0; index < cursor.Length; index += Math.Max(1, cursor.Length / 20))
        {
            var forged = cursor[..index] + (cursor[index] == 'A' ? 'B' : 'A') + cursor[(index + 1)..];
            (await app.Anonymous.GetAsync($"api/shelters/{_own}/cats?limit=1&cursor={Uri.EscapeDataString(forged)}")).ExpectProblem(400, "cursor-invalid");
        }
    }
}
