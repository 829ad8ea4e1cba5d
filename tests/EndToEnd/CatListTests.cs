namespace EndToEnd;

/// <summary>Lists: pages by cursor, filters, limits.</summary>
public sealed class CatListTests(RunningApp app) : IAsyncLifetime
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    public async ValueTask InitializeAsync()
    {
        string[] cats =
        [
            """{"name":"Ada","age":1,"mood":"wild"}""",
            """{"name":"Bo","age":2,"mood":"wild"}""",
            """{"name":"Cy","age":3,"mood":"wild"}""",
            """{"name":"Di","age":4,"mood":"calm"}""",
            """{"name":"Ed","age":5,"mood":"playful"}""",
        ];
        foreach (var cat in cats)
        {
            (await app.Writer.PostAsync(_cats, cat)).Expect(201);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Pages_follow_each_other_by_cursor_until_the_end()
    {
        var names = new List<string>();
        var sizes = new List<int>();
        string? next = null;
        do
        {
            var page = (await app.Anonymous.GetAsync($"{_cats}?limit=2{(next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}")}")).Expect(200);
            var items = page.Json.GetProperty("items").EnumerateArray().Select(cat => cat.GetProperty("name").GetString()!).ToList();
            names.AddRange(items);
            sizes.Add(items.Count);
            next = page.Json.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
            Assert.Equal(next is not null, page.Headers.TryGetValues("Link", out var links) && links.Any(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)));
        }
        while (next is not null && sizes.Count < 10);

        Assert.Equal(["Ada", "Bo", "Cy", "Di", "Ed"], names.Order(StringComparer.Ordinal));
        Assert.All(sizes, size => Assert.InRange(size, 0, 2));
    }

    [Fact]
    public async Task The_link_header_leads_to_the_next_page()
    {
        var page = (await app.Anonymous.GetAsync($"{_cats}?limit=3")).Expect(200);
        var link = page.Headers.GetValues("Link").Single(value => value.Contains("rel=\"next\"", StringComparison.Ordinal));
        var target = link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)];

        var next = (await app.Anonymous.GetAsync(target)).Expect(200);

        Assert.Equal(2, next.Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Filters_narrow_a_list()
    {
        var wild = (await app.Anonymous.GetAsync($"{_cats}?mood=wild&minAge=2")).Expect(200);

        Assert.Equal(["Bo", "Cy"], wild.Json.GetProperty("items").EnumerateArray().Select(cat => cat.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=many")]
    [InlineData("cursor=forged")]
    [InlineData("minAge=old")]
    public async Task A_parameter_that_makes_no_sense_answers_400(string query) => (await app.Anonymous.GetAsync($"{_cats}?{query}")).ExpectProblem(400);

    [Fact]
    public async Task A_page_has_25_items_unless_asked_otherwise()
    {
        for (var i = 0; i < 21; i++)
        {
            (await app.Writer.PostAsync(_cats, $$"""{"name":"Cat {{i}}","age":1}""")).Expect(201);
        }

        Assert.Equal(25, (await app.Anonymous.GetAsync(_cats)).Expect(200).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(26, (await app.Anonymous.GetAsync($"{_cats}?limit=100")).Expect(200).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_unknown_shelter_has_an_empty_list()
    {
        var empty = (await app.Anonymous.GetAsync($"api/shelters/{RunningApp.NewShelter()}/cats")).Expect(200);

        Assert.Empty(empty.Json.GetProperty("items").EnumerateArray());
    }
}
