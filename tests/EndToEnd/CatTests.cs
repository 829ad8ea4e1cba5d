using System.Text.Json;

namespace EndToEnd;

/// <summary>The life of a cat over HTTP: created, read, replaced, patched, deleted.</summary>
public sealed class CatTests(RunningApp app)
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Fact]
    public async Task A_created_cat_comes_back_normalised_with_its_location_and_version()
    {
        var created = (await app.Writer.PostAsync(_cats, """{"name":" Tom ","age":3}""")).Expect(201);

        var cat = created.Json;
        var id = cat.GetProperty("id").GetString()!;
        Assert.Equal("Tom", cat.GetProperty("name").GetString());
        Assert.Equal(3, cat.GetProperty("age").GetInt32());
        Assert.Equal("calm", cat.GetProperty("mood").GetString());
        Assert.Equal(7, Guid.Parse(id).Version);
        Assert.Equal(cat.GetProperty("createdAt").GetDateTimeOffset(), cat.GetProperty("updatedAt").GetDateTimeOffset());
        Assert.EndsWith($"{_cats}/{id}", created.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(created.ETag);
    }

    [Fact]
    public async Task Ids_sort_in_the_order_of_creation()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await CreateAsync($"Cat {i}")).Id);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task A_read_answers_with_the_version_and_304_to_who_has_it()
    {
        var (id, etag, _) = await CreateAsync("Tom");

        var read = (await app.Anonymous.GetAsync($"{_cats}/{id}")).Expect(200);
        var again = await app.Anonymous.GetAsync($"{_cats}/{id}", ("If-None-Match", etag));

        Assert.Equal(etag, read.ETag);
        again.Expect(304);
        Assert.Empty(again.Text);
    }

    [Fact]
    public async Task A_cat_that_is_not_there_answers_404() =>
        (await app.Anonymous.GetAsync($"{_cats}/nobody")).ExpectProblem(404, "document-not-found");

    [Fact]
    public async Task An_id_that_exists_answers_409()
    {
        (await app.Writer.PostAsync(_cats, """{"id":"tom","name":"Tom","age":3}""")).Expect(201);

        (await app.Writer.PostAsync(_cats, """{"id":"tom","name":"Other","age":4}""")).ExpectProblem(409, "document-exists");
    }

    [Fact]
    public async Task A_replacement_needs_the_version_it_replaces()
    {
        var (id, etag, _) = await CreateAsync("Tom");

        (await app.Writer.PutAsync($"{_cats}/{id}", """{"name":"Max","age":4}""")).ExpectProblem(428);
        var replaced = (await app.Writer.PutAsync($"{_cats}/{id}", """{"name":"Max","age":4}""", ("If-Match", etag))).Expect(200);
        (await app.Writer.PutAsync($"{_cats}/{id}", """{"name":"Late","age":4}""", ("If-Match", etag))).ExpectProblem(412);

        Assert.NotEqual(etag, replaced.ETag);
        Assert.Equal("Max", (await app.Anonymous.GetAsync($"{_cats}/{id}")).Json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_replacement_of_nothing_answers_404_and_creates_when_asked_to()
    {
        (await app.Writer.PutAsync($"{_cats}/new", """{"name":"Max","age":4}""", ("If-Match", "\"none\""))).ExpectProblem(404);

        (await app.Writer.PutAsync($"{_cats}/new", """{"name":"Max","age":4}""", ("If-None-Match", "*"))).Expect(201);
        (await app.Writer.PutAsync($"{_cats}/new", """{"name":"Max","age":4}""", ("If-None-Match", "*"))).ExpectProblem(412);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        var (id, etag, _) = await CreateAsync("Tom");

        var patched = (await app.Writer.PatchAsync($"{_cats}/{id}", """{"mood":"wild"}""")).Expect(200);

        Assert.Equal("wild", patched.Json.GetProperty("mood").GetString());
        Assert.Equal("Tom", patched.Json.GetProperty("name").GetString());
        Assert.NotEqual(etag, patched.ETag);
        (await app.Writer.PatchAsync($"{_cats}/{id}", """{"age":5}""", ("If-Match", etag))).ExpectProblem(412);
        (await app.Writer.PatchAsync($"{_cats}/{id}", """{"age":5}""", ("If-Match", patched.ETag))).Expect(200);
    }

    [Fact]
    public async Task A_patch_with_an_invalid_result_names_every_fault_and_writes_nothing()
    {
        var (id, etag, _) = await CreateAsync("Tom");

        var refused = (await app.Writer.PatchAsync($"{_cats}/{id}", """{"name":"","age":99,"mood":"grumpy"}""")).ExpectProblem(400, "validation-failed");

        Assert.Equal(["/age", "/mood", "/name"], refused.FaultPointers);
        Assert.Equal(etag, (await app.Anonymous.GetAsync($"{_cats}/{id}")).ETag);
    }

    [Fact]
    public async Task A_patch_of_nothing_answers_404() =>
        (await app.Writer.PatchAsync($"{_cats}/nobody", """{"age":5}""")).ExpectProblem(404);

    [Fact]
    public async Task A_deleted_cat_is_gone()
    {
        var (id, _, _) = await CreateAsync("Tom");

        (await app.Writer.DeleteAsync($"{_cats}/{id}")).Expect(204);
        (await app.Writer.DeleteAsync($"{_cats}/{id}")).ExpectProblem(404);
        (await app.Anonymous.GetAsync($"{_cats}/{id}")).ExpectProblem(404);
    }

    [Fact]
    public async Task A_stale_If_Match_keeps_a_cat_from_being_deleted()
    {
        var (id, etag, _) = await CreateAsync("Tom");
        var current = (await app.Writer.PatchAsync($"{_cats}/{id}", """{"age":5}""")).Expect(200).ETag;

        (await app.Writer.DeleteAsync($"{_cats}/{id}", ("If-Match", etag))).ExpectProblem(412);
        (await app.Writer.DeleteAsync($"{_cats}/{id}", ("If-Match", current))).Expect(204);
    }

    private async Task<(string Id, string ETag, JsonElement Cat)> CreateAsync(string name)
    {
        var created = (await app.Writer.PostAsync(_cats, $$"""{"name":"{{name}}","age":3}""")).Expect(201);
        return (created.Json.GetProperty("id").GetString()!, created.ETag, created.Json);
    }
}
