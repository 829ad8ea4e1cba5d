using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Shelter.Cats;
using Shelter.Visits;
using Virga.Gateway;
using Virga.Testing;

namespace Sample;

/// <summary>What callers may do who are not the shelter's own people: visitors, and websites that show its cats.</summary>
public sealed class VisitTests : IAsyncDisposable
{
    private readonly VirgaApplicationFactory<VisitFunctions> _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_visit_is_its_visitors_own()
    {
        using var ann = _app.CreateClient("", "ann");
        using var bob = _app.CreateClient("", "bob");

        using var booked = await ann.PostAsJsonAsync("api/shelters/oslo/visits", new { day = "2026-12-24" }, Token);
        using var own = await ann.GetAsync(booked.Headers.Location, Token);
        using var anothers = await bob.GetAsync(booked.Headers.Location, Token);

        Assert.Equal("ann", (await booked.Content.ReadFromJsonAsync<Visit>(Token))!.Visitor);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (own.StatusCode, anothers.StatusCode));
    }

    [Fact]
    public async Task Bookings_are_told_how_many_more_there_may_be()
    {
        using var ann = _app.CreateClient("", "ann");

        using var booked = await ann.PostAsJsonAsync("api/shelters/oslo/visits", new { day = "2026-12-24" }, Token);

        Assert.Equal("\"visits\";q=20;w=4", Assert.Single(booked.Headers.GetValues("RateLimit-Policy")));
    }

    [Fact]
    public async Task Websites_with_a_key_show_the_cats_that_wait()
    {
        var key = await _app.Services.GetRequiredService<ApiKeys>().CreateAsync(new ApiKeyRequest("pets.example"), Token);
        await _app.Documents<Cat>().CreateAsync(new Cat { ShelterId = "oslo", Name = "Tom" }, Token);
        await _app.Documents<Cat>().CreateAsync(new Cat { ShelterId = "oslo", Name = "Tim", Adopter = "Ann" }, Token);
        using var website = _app.CreateClient();

        using var refused = await website.GetAsync("api/feeds/oslo/cats", Token);
        website.DefaultRequestHeaders.Add("x-api-key", key.Value);
        var cats = (await website.GetStringAsync("api/feeds/oslo/cats", Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("\"name\":\"Tom\"", Assert.Single(cats), StringComparison.Ordinal);
    }
}
