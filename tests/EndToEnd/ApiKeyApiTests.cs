namespace EndToEnd;

/// <summary>API keys and usage plans over HTTP, stored in the app's own Cosmos DB.</summary>
public sealed class ApiKeyApiTests(RunningApp app)
{
    private readonly string _plan = $"plan-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_key_is_made_listed_changed_rotated_and_deleted()
    {
        using var admin = await app.WithScopeAsync("keys:write");

        var made = (await admin.PostAsync("api/keys", $$"""{"name":"mobile","owner":"{{_plan}}"}""")).Expect(201);
        var id = made.Json.GetProperty("key").GetProperty("id").GetString()!;
        var value = made.Json.GetProperty("value").GetString()!;
        Assert.Equal("no-store", made.Headers.CacheControl?.ToString());
        Assert.StartsWith("virga_", value, StringComparison.Ordinal);

        var listed = (await admin.GetAsync($"api/keys?owner={_plan}")).Expect(200);
        Assert.Equal(id, listed.Json.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.DoesNotContain(value[10..], listed.Text, StringComparison.Ordinal);

        var changed = (await Patch(admin, $"api/keys/{id}", """{"enabled":false,"owner":null}""")).Expect(200).Json;
        Assert.False(changed.GetProperty("enabled").GetBoolean());
        Assert.Equal("mobile", changed.GetProperty("name").GetString());

        Assert.Equal(["/overlapSeconds"], (await admin.PostAsync($"api/keys/{id}/rotation", """{"overlapSeconds":-1}""")).ExpectProblem(400, "validation-failed").FaultPointers);
        var rotated = (await admin.PostAsync($"api/keys/{id}/rotation", """{"overlapSeconds":0}""")).Expect(200).Json;
        Assert.NotEqual(value, rotated.GetProperty("value").GetString());

        (await admin.DeleteAsync($"api/keys/{id}")).Expect(204);
        (await admin.GetAsync($"api/keys/{id}")).ExpectProblem(404, "not-found");
        (await admin.DeleteAsync($"api/keys/{id}")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_plan_is_made_replaced_listed_and_kept_while_keys_have_it()
    {
        using var admin = await app.WithScopeAsync("keys:write");
        (await admin.PutAsync($"api/usage-plans/{_plan}", """{"throttle":{"rate":5,"burst":10},"quota":{"limit":1000,"period":"Day"}}""")).Expect(201);
        (await admin.PutAsync($"api/usage-plans/{_plan}", """{"quota":{"limit":2000,"period":"Month"}}""")).Expect(200);
        Assert.Equal(2000, (await admin.GetAsync($"api/usage-plans/{_plan}")).Expect(200).Json.GetProperty("quota").GetProperty("limit").GetInt64());
        Assert.Contains(_plan, (await admin.GetAsync("api/usage-plans")).Expect(200).Text, StringComparison.Ordinal);

        var id = (await admin.PostAsync("api/keys", $$"""{"name":"k","plan":"{{_plan}}"}""")).Expect(201).Json.GetProperty("key").GetProperty("id").GetString();
        (await admin.DeleteAsync($"api/usage-plans/{_plan}")).ExpectProblem(409, "usage-plan-in-use");
        Assert.Equal(0, (await admin.GetAsync($"api/keys/{id}/usage")).Expect(200).Json.GetArrayLength());
        (await admin.DeleteAsync($"api/keys/{id}")).Expect(204);
        (await admin.DeleteAsync($"api/usage-plans/{_plan}")).Expect(204);
        (await admin.GetAsync($"api/usage-plans/{_plan}")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task Callers_see_their_own_keys_and_nobody_elses()
    {
        using var admin = await app.WithScopeAsync("keys:write");
        using var developer = await app.WithScopeAsync("");
        var own = (await admin.PostAsync("api/keys", """{"name":"mine","owner":"developer"}""")).Expect(201).Json.GetProperty("key").GetProperty("id").GetString()!;
        var other = (await admin.PostAsync("api/keys", """{"name":"theirs","owner":"somebody-else"}""")).Expect(201).Json.GetProperty("key").GetProperty("id").GetString()!;

        var answer = (await developer.GetAsync("api/me/keys")).Expect(200).Text;

        Assert.Contains(own, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(other, answer, StringComparison.Ordinal);
        (await app.Anonymous.GetAsync("api/me/keys")).ExpectProblem(401);
        (await admin.DeleteAsync($"api/keys/{own}")).Expect(204);
        (await admin.DeleteAsync($"api/keys/{other}")).Expect(204);
    }

    [Fact]
    public async Task Keys_are_managed_with_their_own_scopes_only()
    {
        using var reader = await app.WithScopeAsync("keys:read");

        (await reader.GetAsync("api/keys")).Expect(200);
        (await reader.PostAsync("api/keys", """{"name":"x"}""")).ExpectProblem(403, "insufficient-scope");
        (await app.Writer.GetAsync("api/keys")).ExpectProblem(403, "insufficient-scope");
        (await app.Anonymous.GetAsync("api/keys")).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task What_cannot_be_so_is_refused_with_its_faults()
    {
        using var admin = await app.WithScopeAsync("keys:write");

        Assert.Equal(["/name", "/plan"], (await admin.PostAsync("api/keys", """{"name":"","plan":"nothing"}""")).ExpectProblem(400, "validation-failed").FaultPointers);
        (await admin.PostAsync("api/keys", "{}")).ExpectProblem(400, "validation-failed");
        (await admin.PutAsync("api/usage-plans/x", """{"quota":{"limit":1,"period":"Year"}}""")).ExpectProblem(400, "validation-failed");
        (await admin.GetAsync("api/keys?limit=0")).ExpectProblem(400, "invalid-parameter");
        (await admin.GetAsync("api/keys?cursor=*")).ExpectProblem(400, "cursor-invalid");
        (await admin.GetAsync("api/keys/nothing")).ExpectProblem(404, "not-found");
    }

    private static Task<Answer> Patch(Api api, string path, string json) =>
        api.SendAsync(HttpMethod.Patch, path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
}
