using Support;

namespace EndToEnd;

/// <summary>An adoption marks the cat and publishes in one batch; its subscriber's record appears once.</summary>
public sealed class AdoptionTests(RunningApp app)
{
    private readonly Shelter _shelter = new(app.Writer, RunningApp.NewShelter());

    [Fact]
    public async Task An_adoption_marks_the_cat_and_reaches_the_records()
    {
        var cat = await _shelter.TakeInAsync();

        (await _shelter.AdoptAsync(cat)).Expect(200);

        var adoption = Assert.Single(await _shelter.AdoptionOfAsync(cat));
        Assert.Equal("Ann", adoption.GetProperty("adopter").GetString());
        Assert.NotEmpty(adoption.GetProperty("messageId").GetString()!);
        Assert.True(adoption.GetProperty("adoptedAt").TryGetDateTimeOffset(out _));
        Assert.Contains("Ann", (await app.Anonymous.GetAsync($"{_shelter.Cats}/{cat}")).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adoption_reaches_the_change_feed_and_plans_one_follow_up()
    {
        var cat = await _shelter.TakeInAsync();
        await _shelter.TakeInAsync("Not adopted");

        (await _shelter.AdoptAsync(cat)).Expect(200);

        var page = await Eventually.Value(
            async () => (await app.Anonymous.GetAsync($"api/shelters/{_shelter.Id}/follow-ups")).Expect(200) is var answer && answer.Json.GetProperty("items").GetArrayLength() > 0 ? answer : null,
            "the follow-up is planned",
            cancellationToken: TestContext.Current.CancellationToken);
        var followUp = Assert.Single(page.Json.GetProperty("items").EnumerateArray());
        Assert.Equal((cat, "Ann"), (followUp.GetProperty("catId").GetString(), followUp.GetProperty("adopter").GetString()));
    }

    [Fact]
    public async Task A_second_adoption_answers_409_and_leaves_one_record()
    {
        var cat = await _shelter.TakeInAsync();
        (await _shelter.AdoptAsync(cat)).Expect(200);

        (await _shelter.AdoptAsync(cat, "Bea")).ExpectProblem(409);

        Assert.Equal("Ann", Assert.Single(await _shelter.AdoptionOfAsync(cat)).GetProperty("adopter").GetString());
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_the_cat()
    {
        var cat = await _shelter.TakeInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _shelter.AdoptAsync(cat, $"Adopter {i}")));

        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.ExpectProblem(409));
        Assert.Single(await _shelter.AdoptionOfAsync(cat));
    }

    [Fact]
    public async Task Each_of_many_adoptions_is_recorded_once()
    {
        var cats = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _shelter.TakeInAsync($"Cat {i}")));
        foreach (var answer in await Task.WhenAll(cats.Select(cat => _shelter.AdoptAsync(cat))))
        {
            answer.Expect(200);
        }

        await Eventually.True(
            async () => (await _shelter.AdoptionsAsync()).Count >= cats.Length, "all adoptions are on record", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            cats.Order(StringComparer.Ordinal),
            (await _shelter.AdoptionsAsync()).Select(adoption => adoption.GetProperty("catId").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_adoption_of_nobody_answers_404() => (await _shelter.AdoptAsync("nobody")).ExpectProblem(404);

    [Fact]
    public async Task An_adoption_without_an_adopter_answers_400()
    {
        var cat = await _shelter.TakeInAsync();

        (await app.Writer.PostAsync($"{_shelter.Cats}/{cat}/adoption", "{}")).ExpectProblem(400);
    }
}
