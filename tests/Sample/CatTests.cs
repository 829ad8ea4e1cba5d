using System.Net;
using System.Net.Http.Json;
using Shelter.Adoptions;
using Shelter.Cats;
using Shelter.FollowUps;
using Virga.Documents;
using Virga.Testing;

namespace Sample;

/// <summary>The sample's own tests, as its owner would write them.</summary>
public sealed class CatTests : IAsyncDisposable
{
    private readonly VirgaApplicationFactory<CatFunctions> _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_adoption_is_published_recorded_and_followed_up()
    {
        using var client = _app.CreateClient("cats:write");
        var cat = await _app.Documents<Cat>().CreateAsync(new Cat { ShelterId = "oslo", Name = "Tom", Age = 3 }, cancellationToken: Token);

        using var answer = await client.PostAsJsonAsync($"api/shelters/oslo/cats/{cat.Value.Id}/adoption", new AdoptionRequest("Ann"), Token);
        await _app.SettledAsync(cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Ann", Assert.Single(await _app.PublishedAsync(CatAdopted.Topic, Token)).Adopter);
        Assert.Single(await _app.PublishedAsync("api-access", Token));
        Assert.Equal(cat.Value.Id, Assert.Single((await _app.Documents<Adoption>().Query("oslo").PageAsync(Token)).Items).Value.CatId);
        Assert.NotNull(await _app.Documents<FollowUp>().GetAsync(new DocumentKey("oslo", cat.Value.Id), cancellationToken: Token));
    }

    [Fact]
    public async Task A_visitor_may_look_and_not_write()
    {
        using var client = _app.CreateClient();

        using var list = await client.GetAsync("api/shelters/oslo/cats", Token);
        using var create = await client.PostAsJsonAsync("api/shelters/oslo/cats", new { name = "Tom" }, Token);

        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, create.StatusCode);
    }
}
