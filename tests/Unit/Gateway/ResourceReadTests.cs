using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ResourceReadTests : IAsyncLifetime
{
    private const string Path = "/api/shelters/oslo/kittens";

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        (_gateway, _) = await KittenFunctions.StartAsync();
        string[] kittens =
        [
            """{"id":"a","name":"Anna","age":1,"mood":"wild","born":"2026-01-02"}""",
            """{"id":"b","name":"Bjørn","age":2,"mood":"wild","temper":"bold"}""",
            """{"id":"c","name":"Carl","age":3,"mood":"calm"}""",
            """{"id":"d","name":"Dora","age":4,"mood":"wild"}""",
            """{"id":"e","name":"Ella","mood":"playful"}""",
        ];
        foreach (var kitten in kittens)
        {
            using var response = await _gateway.WriteAsync("POST", Path, kitten);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Getting_answers_the_document_with_its_version()
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}/b");

        Assert.Equal("\"v2\"", response.Headers.ETag?.ToString());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("Bjørn", (string?)(await response.JsonAsync())["name"]);
        Assert.NotNull(response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("\"v2\"", 304)]
    [InlineData("W/\"v2\"", 304)]
    [InlineData("\"x\", \"v2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"v1\"", 200)]
    [InlineData("v2", 400)]
    public async Task If_None_Match_saves_what_the_client_has(string version, int status)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}/b", headers: [("If-None-Match", version)]);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 400 ? null : "\"v2\"", response.Headers.ETag?.ToString());
        if (status == 304)
        {
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task HEAD_has_the_version_and_length_of_GET()
    {
        using var get = await _gateway.SendAsync("GET", $"{Path}/b");
        using var head = await _gateway.SendAsync("HEAD", $"{Path}/b");

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/shelters/oslo/kittens/nobody")]
    [InlineData("/api/shelters/bergen/kittens/b")]
    public async Task What_is_not_there_is_404(string path)
    {
        using var response = await _gateway.SendAsync("GET", path);

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    [Fact]
    public async Task Pages_follow_each_other_by_cursor_and_by_link()
    {
        var names = new List<string?>();
        var next = $"{Path}?limit=2&mood=wild";
        var pages = 0;
        while (next is not null)
        {
            using var response = await _gateway.SendAsync("GET", next);
            var page = await response.JsonAsync();
            names.AddRange(page["items"]!.AsArray().Select(kitten => (string?)kitten!["name"]));
            var cursor = (string?)page["next"];
            var link = response.Headers.TryGetValues("Link", out var values) ? values.Single().Split(", ").SingleOrDefault(link => link.EndsWith("; rel=\"next\"", StringComparison.Ordinal)) : null;
            Assert.Equal(cursor is null, link is null);
            next = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
            if (next is not null)
            {
                Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
                Assert.StartsWith($"{Path}?limit=2&mood=wild&cursor=", next, StringComparison.Ordinal);
                Assert.Equal(cursor, QueryHelpers.ParseQuery(next[next.IndexOf('?', StringComparison.Ordinal)..])["cursor"]);
            }

            pages++;
        }

        Assert.Equal(["Anna", "Bjørn", "Dora"], names);
        Assert.Equal(2, pages);
    }

    [Theory]
    [InlineData("mood=wild&minAge=2", "bd")]
    [InlineData("minAge=3", "cd")]
    [InlineData("temper=bold", "b")]
    [InlineData("born=2026-01-02", "a")]
    [InlineData("MOOD=playful", "e")]
    [InlineData("mood=nothing", "")]
    [InlineData("", "abcde")]
    public async Task Declared_filters_choose(string query, string expected)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?{query}");

        var page = await response.JsonAsync();
        Assert.Equal(expected, string.Concat(page["items"]!.AsArray().Select(kitten => (string?)kitten!["id"])));
        Assert.True(page.ContainsKey("next"));
        Assert.Null(page["next"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_limit_outside_1_to_100_is_400(string limit)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?limit={limit}");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal([("/limit", "out-of-range")], problem.Errors());
        Assert.Equal("query", (string?)problem["errors"]![0]!["in"]);
    }

    [Fact]
    public async Task All_faults_of_the_query_are_told_and_the_known_parameters_named()
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?limit=x&minAge=old&colour=red&temper=0&mood=a&mood=b&born=yesterday");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(
            [("/born", "wrong-type"), ("/colour", "unknown-parameter"), ("/limit", "out-of-range"), ("/minAge", "wrong-type"), ("/mood", "repeated"), ("/temper", "wrong-type")],
            problem.Errors().Order());
        Assert.Contains("limit, cursor, fields, filter, sort, mood, temper, born, minAge", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_cursor_is_400_and_so_is_one_of_another_query()
    {
        using var first = await _gateway.SendAsync("GET", $"{Path}?limit=1&mood=wild");
        var cursor = (string)(await first.JsonAsync())["next"]!;

        using var forged = await _gateway.SendAsync("GET", $"{Path}?cursor=rubbish");
        using var changed = await _gateway.SendAsync("GET", $"{Path}?mood=wild&cursor={cursor[..^1]}{(cursor[^1] == 'A' ? 'B' : 'A')}");
        using var elsewhere = await _gateway.SendAsync("GET", $"{Path}?mood=calm&cursor={cursor}");
        using var otherPartition = await _gateway.SendAsync("GET", $"/api/shelters/bergen/kittens?mood=wild&cursor={cursor}");

        await forged.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
        await changed.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
        await elsewhere.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
        await otherPartition.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
    }

    [Theory]
    [InlineData("filter=age ge 2 and mood eq 'wild'", "b d")]
    [InlineData("filter=startsWith(name, 'E') or age in (1, 3)", "a c e")]
    [InlineData("filter=not exists(age)&mood=playful", "e")]
    [InlineData("sort=-age", "d c b a")]
    [InlineData("SORT=age&Filter=age lt 3", "a b")]
    public async Task Clients_may_filter_with_a_text_and_choose_an_order(string query, string expected)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?{query.Replace(" ", "%20", StringComparison.Ordinal)}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, string.Join(' ', (await response.JsonAsync())["items"]!.AsArray().Select(item => (string?)item!["id"])));
    }

    [Theory]
    [InlineData("filter=age ge", "/filter", "invalid-filter", "(at character 7)")]
    [InlineData("filter=born eq '2026-01-02'", "/filter", "invalid-filter", "'born' may not be asked for. Allowed are age, name, mood. (at character 1)")]
    [InlineData("filter=age eq 'x'", "/filter", "invalid-filter", "(at character")]
    [InlineData("sort=mood", "/sort", "unknown-order", "age")]
    public async Task A_wrong_filter_or_order_is_400_and_says_where_it_is_wrong(string query, string pointer, string code, string message)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?{query.Replace(" ", "%20", StringComparison.Ordinal)}");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal([(pointer, code)], problem.Errors());
        Assert.Contains(message, (string)problem["errors"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_page_keeps_filter_and_order()
    {
        using var first = await _gateway.SendAsync("GET", $"{Path}?filter=age%20gt%201&sort=-age&limit=1");
        var cursor = (string)(await first.JsonAsync())["next"]!;

        using var next = await _gateway.SendAsync("GET", $"{Path}?filter=age%20gt%201&sort=-age&limit=1&cursor={cursor}");
        using var changed = await _gateway.SendAsync("GET", $"{Path}?filter=age%20gt%202&sort=-age&limit=1&cursor={cursor}");

        Assert.Equal("c", (string?)(await next.JsonAsync())["items"]![0]!["id"]);
        await changed.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
    }

    [Fact]
    public void A_filter_that_cannot_be_is_refused_when_it_is_declared()
    {
        var kittens = new ResourceBuilder<Kitten>().Filter("mood", kitten => kitten.Mood);

        Assert.Throws<ArgumentException>(() => kittens.Filter("Mood", kitten => kitten.Mood));
        Assert.Throws<ArgumentException>(() => kittens.Filter("limit", kitten => kitten.Mood));
        Assert.Throws<ArgumentException>(() => kittens.Filter("Sort", kitten => kitten.Mood));
        Assert.Throws<ArgumentException>(() => kittens.FilterText());
        Assert.Throws<ArgumentException>(() => kittens.Sort("a", kitten => kitten.Age).Sort("A", kitten => kitten.Age));
        Assert.Throws<ArgumentException>(() => kittens.Filter<object>("any", (kitten, value) => kitten.Mood!.Equals(value)));
    }
}
