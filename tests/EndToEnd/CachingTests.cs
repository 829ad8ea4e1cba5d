using Support;

namespace EndToEnd;

/// <summary>The server's cache in the running app, purged by the change feed.</summary>
public sealed class CachingTests(RunningApp app)
{
    private readonly string _shelter = $"api/shelters/{RunningApp.NewShelter()}";

    [Fact]
    public async Task A_list_is_answered_from_the_cache_until_a_document_changes()
    {
        var first = (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200);
        var second = (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200);
        var id = (await app.Writer.PostAsync($"{_shelter}/cats", """{"name":"Tom","age":3}""")).Expect(201).Json.GetProperty("id").GetString();
        (await app.Writer.PostAsync($"{_shelter}/cats/{id}/adoption", """{"adopter":"Ann"}""")).Expect(200);

        await Eventually.True(
            async () => (await app.Anonymous.GetAsync($"{_shelter}/adoptions")).Expect(200).Json.GetProperty("items").GetArrayLength() == 1,
            "the adoption is in the list",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("virga; fwd=miss; stored", first.Headers.GetValues("Cache-Status").Single());
        Assert.Equal("virga; hit", second.Headers.GetValues("Cache-Status").Single());
        Assert.NotEqual(first.Headers.GetValues("X-Request-Id").Single(), second.Headers.GetValues("X-Request-Id").Single());
        Assert.Contains(_shelter.Split('/')[^1], second.Headers.GetValues("Surrogate-Key").Single(), StringComparison.Ordinal);
        Assert.Equal("public, max-age=5", second.Headers.NonValidated["Cache-Control"].ToString());
    }
}
