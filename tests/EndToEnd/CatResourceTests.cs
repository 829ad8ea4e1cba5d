namespace EndToEnd;

/// <summary>What a resource gives beside the plain methods, over HTTP.</summary>
public sealed class CatResourceTests(RunningApp app)
{
    private readonly Shelter _shelter = new(app.Writer, RunningApp.NewShelter());

    [Fact]
    public async Task Fields_and_QUERY_and_both_patches_and_bulk_work_over_HTTP()
    {
        var tom = await _shelter.TakeInAsync();

        var view = (await app.Anonymous.GetAsync($"{_shelter.Cats}/{tom}?fields=name,age")).Expect(200);
        Assert.Equal("""{"name":"Tom","age":3}""", view.Text);

        var patched = await app.Writer.SendAsync(HttpMethod.Patch, $"{_shelter.Cats}/{tom}", Json("""[{"op":"test","path":"/age","value":3},{"op":"replace","path":"/age","value":4}]""", "application/json-patch+json"), ("If-Match", view.ETag));
        Assert.Equal(4, patched.Expect(200).Json.GetProperty("age").GetInt32());
        (await app.Writer.SendAsync(HttpMethod.Patch, $"{_shelter.Cats}/{tom}", Json("""[{"op":"test","path":"/age","value":3}]""", "application/json-patch+json"))).ExpectProblem(409, "patch-test-failed");

        var bulk = (await app.Writer.PostAsync($"{_shelter.Cats}/bulk", $$$"""{"operations":[{"op":"create","body":{"name":"Ada","age":9}},{"op":"patch","id":"{{{tom}}}","body":{"age":5}},{"op":"delete","id":"nobody"}]}""")).Expect(200).Json;
        Assert.Equal([201, 200, 404], bulk.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetInt32()));

        var found = await app.Anonymous.SendAsync(new HttpMethod("QUERY"), _shelter.Cats, Json("""{"minAge":6,"fields":["name"]}""", "application/json"));
        Assert.Equal("""[{"name":"Ada"}]""", found.Expect(200).Json.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task OPTIONS_says_what_a_path_takes()
    {
        var options = (await app.Anonymous.SendAsync(HttpMethod.Options, $"{_shelter.Cats}/tom", null)).Expect(204);
        var list = (await app.Anonymous.SendAsync(HttpMethod.Options, _shelter.Cats, null)).Expect(204);

        Assert.Equal(["application/merge-patch+json", "application/json-patch+json", "application/json"], string.Join(", ", options.Headers.GetValues("Accept-Patch")).Split(", "));
        Assert.Equal("\"application/json\"", Assert.Single(list.Headers.GetValues("Accept-Query")));
        Assert.Contains("QUERY", list.Allow);
    }

    private static StringContent Json(string text, string type) => new(text, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
}
