using Virga.Documents;

namespace Unit.Documents.Schemas;

public sealed class UnknownPatternTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("random", "random", true)]
    [InlineData("random", "other", false)]
    [InlineData("random", "random.test", false)]
    [InlineData("random.test", "random", true)]
    [InlineData("random.test", "random.test", true)]
    [InlineData("random.test", "random.other", false)]
    [InlineData("random.*", "random", true)]
    [InlineData("random.*", "random.test", true)]
    [InlineData("random.*", "random.test.random", false)]
    [InlineData("random.**", "random.test.random", true)]
    [InlineData("random.**", "other.test", false)]
    [InlineData("*", "random", true)]
    [InlineData("*", "random.test", false)]
    [InlineData("**", "random.test", true)]
    [InlineData("random.*.name", "random.1.name", true)]
    [InlineData("random.*.name", "random.1.other", false)]
    public void A_pattern_keeps_what_it_matches_and_what_leads_there(string pattern, string path, bool kept) => Assert.Equal(
        kept,
        UnknownPolicy.Matches([.. pattern.Split('.')], [.. path.Split('.').Select(name => new PathSegment(name))]));

    [Theory]
    [InlineData(UnknownAttributes.Drop, "", """{"id":"1"}""")]
    [InlineData(UnknownAttributes.Keep, "", """{"id":"1","address":{"country":"x","zip":1,"metadata":{"name":"m"}},"other":1}""")]
    [InlineData(UnknownAttributes.Drop, "address.*", """{"id":"1","address":{"country":"x","zip":1,"metadata":{}}}""")]
    [InlineData(UnknownAttributes.Drop, "address.**", """{"id":"1","address":{"country":"x","zip":1,"metadata":{"name":"m"}}}""")]
    [InlineData(UnknownAttributes.Drop, "address.zip", """{"id":"1","address":{"zip":1}}""")]
    public async Task Unknown_attributes_are_kept_by_pattern_on_write_and_on_read(UnknownAttributes otherwise, string pattern, string expected)
    {
        var shelter = new Shelter();
        var model = Schema.Define("loose", loose =>
        {
            loose.Partition("id");
            loose.Key("id");
            loose.Unknown(otherwise, pattern.Length == 0 ? [] : [pattern]);
        });
        var things = shelter.Documents.For(model);

        await things.Json.CreateAsync("1", Cats.Json("""{"id":"1","address":{"country":"x","zip":1,"metadata":{"name":"m"}},"other":1}"""), Token);

        Assert.Equal(expected, (await things.Json.GetAsync(new("1", "1"), cancellationToken: Token))!.Value.ToJsonString());
    }

    [Fact]
    public async Task What_no_pattern_keeps_can_be_refused_with_its_place()
    {
        var model = Schema.Define("strict", strict =>
        {
            strict.Partition("id");
            strict.Key("id");
            strict.Unknown(UnknownAttributes.Refuse, "extra.*");
            strict.Each("friends", friend => friend.Property<string>("name"));
        });

        var invalid = await Assert.ThrowsAsync<ValidationException>(() => new Shelter().Documents.For(model).Json.CreateAsync(
            "1", Cats.Json("""{"id":"1","extra":{"a":1},"friends":[{"name":"x"},{"nmae":"y"}],"more":2}"""), Token));

        Assert.Equal(["/friends/1/nmae", "/more"], invalid.Faults.Select(fault => fault.Path.ToString()).Order(StringComparer.Ordinal));
        Assert.All(invalid.Faults, fault => Assert.Equal(FaultCodes.UnknownAttribute, fault.Code));
    }

    [Fact]
    public async Task An_inner_object_may_say_otherwise()
    {
        var shelter = new Shelter();
        var model = Schema.Define("nested", nested =>
        {
            nested.Partition("id");
            nested.Key("id");
            nested.Object("open", open => open.Unknown(UnknownAttributes.Keep));
            nested.Each("list", item => item.Unknown(UnknownAttributes.Drop, "kept"));
        });

        var created = await shelter.Documents.For(model).Json.CreateAsync("1", Cats.Json("""{"id":"1","open":{"x":1},"list":[{"kept":1,"gone":2}],"gone":1}"""), Token);

        Assert.Equal("""{"id":"1","open":{"x":1},"list":[{"kept":1}]}""", created.Value.ToJsonString());
    }
}
