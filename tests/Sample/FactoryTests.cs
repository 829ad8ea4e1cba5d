using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Azure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shelter.Adoptions;
using Shelter.Cats;
using Shelter.FollowUps;
using Support;
using Virga.Documents;
using Virga.Notifications;
using Virga.Testing;

namespace Sample;

/// <summary>What <see cref="VirgaApplicationFactory{TProgram}"/> promises.</summary>
public sealed class FactoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Time_passes_when_the_test_says_so()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = new VirgaApplicationFactory<CatFunctions> { Time = time };
        using var client = app.CreateClient("cats:write");
        var cat = await TakeInAsync(client);

        time.Advance(TimeSpan.FromMinutes(30));
        using var answer = await client.PostAsJsonAsync($"api/shelters/oslo/cats/{cat.Id}/adoption", new AdoptionRequest("Ann"), Token);
        await app.SettledAsync(cancellationToken: Token);

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero), (await answer.Content.ReadFromJsonAsync<CatAdopted>(Token))!.AdoptedAt);
        Assert.Equal(new DateOnly(2026, 3, 15), (await app.Documents<FollowUp>().GetAsync(new DocumentKey("oslo", cat.Id), cancellationToken: Token))!.Value.CallOn);

        time.Advance(TimeSpan.FromMinutes(31));
        using var late = await client.PostAsJsonAsync("api/shelters/oslo/cats", new { name = "Tim" }, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task Settings_and_services_are_replaced()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2001-01-01T00:00:00Z", CultureInfo.InvariantCulture));
        await using var app = new VirgaApplicationFactory<CatFunctions>().Set("Gateway:Title", "Cats of Oslo").Replace<TimeProvider>(time);

        var document = await app.CreateClient().GetStringAsync("api/openapi.json", Token);

        Assert.Contains("Cats of Oslo", document, StringComparison.Ordinal);
        Assert.Same(time, app.Services.GetRequiredService<TimeProvider>());
        Assert.Throws<InvalidOperationException>(() => app.Set("Gateway:Title", "too late"));
    }

    [Fact]
    public async Task Any_trigger_is_fired_by_name()
    {
        await using var app = new VirgaApplicationFactory<CatFunctions>();
        var adopted = new CatAdopted("oslo", "tom", "Ann", DateTimeOffset.UnixEpoch);

        await app.InvokeAsync("SweepOutbox", cancellationToken: Token);
        await app.InvokeAsync("DeliverEvents", new CloudEvent("test", "of.no.interest", adopted), Token);
        await app.Services.GetRequiredService<INotifier>().PublishAsync(CatAdopted.Topic, adopted, cancellationToken: Token);
        await app.SettledAsync(cancellationToken: Token);

        Assert.Equal("Ann", Assert.Single((await app.Documents<Adoption>().Query("oslo").PageAsync(Token)).Items).Value.Adopter);
        await Assert.ThrowsAsync<ArgumentException>(() => app.InvokeAsync("NoSuchFunction", cancellationToken: Token));
    }

    [Fact]
    public async Task Factories_run_at_the_same_time_with_data_of_their_own()
    {
        var shelters = await Task.WhenAll(Enumerable.Range(1, 3).Select(async number =>
        {
            await using var app = new VirgaApplicationFactory<CatFunctions>();
            using var client = app.CreateClient("cats:write");
            for (var cats = 0; cats < number; cats++)
            {
                await TakeInAsync(client);
            }

            await app.SettledAsync(cancellationToken: Token);
            return (await app.Documents<Cat>().Query("oslo").PageAsync(Token)).Items.Count;
        }));

        Assert.Equal([1, 2, 3], shelters);
    }

    [Fact]
    public async Task Waiting_is_over_only_when_a_hundred_adoptions_have_gone_all_the_way()
    {
        await using var app = new VirgaApplicationFactory<CatFunctions>();
        using var client = app.CreateClient("cats:write");
        await Parallel.ForAsync(0, 100, Token, async (_, token) =>
        {
            var cat = await TakeInAsync(client);
            (await client.PostAsJsonAsync($"api/shelters/oslo/cats/{cat.Id}/adoption", new AdoptionRequest("Ann"), token)).EnsureSuccessStatusCode().Dispose();
        });

        await app.SettledAsync(cancellationToken: Token);

        Assert.Equal(100, (await app.PublishedAsync(CatAdopted.Topic, Token)).Count);
        Assert.Equal(100L, await app.Documents<Adoption>().Query("oslo").CountAsync(Token));
        Assert.Equal(100L, await app.Documents<FollowUp>().Query("oslo").CountAsync(Token));
    }

    [Fact]
    public async Task What_is_still_to_be_done_is_named_when_the_wait_is_too_long()
    {
        await using var app = new VirgaApplicationFactory<CatFunctions>().Configure(services => services.AddSingleton<IEventTransport, NoTransport>());
        await app.Services.GetRequiredService<INotifier>().PublishAsync(CatAdopted.Topic, new CatAdopted("oslo", "tom", "Ann", DateTimeOffset.UnixEpoch), cancellationToken: Token);

        // Once the change feed has been read to its end, the outbox is all there is to name.
        await Eventually.True(
            async () => (await Assert.ThrowsAsync<TimeoutException>(() => app.SettledAsync(TimeSpan.Zero, Token))).Message.Contains("1 messages wait in the outbox", StringComparison.Ordinal),
            "the outbox is named",
            cancellationToken: Token);
    }

    private static async Task<Cat> TakeInAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("api/shelters/oslo/cats", new { name = "Tom", age = 3 }, Token);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Cat>(Token))!;
    }
}
