using Virga.Documents;

namespace Unit.Documents;

public sealed class SerializerTests
{
    private readonly Shelter _shelter = new();

    private Serializers<Cat> Views => _shelter.Cats.Serializers;

    private static Cat Tom => Cats.Tom with { Home = new Home("Main", "Oslo", 2), Mood = "wild" };

    [Fact]
    public void A_view_shows_what_is_included_less_what_is_excluded_then_changed()
    {
        Views.Add("public", view => view
            .Include(cat => cat.Id, cat => cat.Name, cat => cat.Home!.City, cat => cat.Mood)
            .Exclude(cat => cat.Id, cat => cat.Mood)
            .Modify((json, cat) => json["isWild"] = cat.Mood == "wild"));

        Assert.Equal("""{"name":"Tom","home":{"city":"Oslo"},"isWild":true}""", Views.Serialize(Tom, "public").ToJsonString());
        Assert.Equal(["Tom", "Tim"], Views.SerializeMany([Tom, Tom with { Name = "Tim" }], "public").Select(json => (string?)json["name"]));
    }

    [Fact]
    public void Without_a_view_the_whole_document_is_shown_and_a_default_can_be_named()
    {
        Assert.Equal("Main", (string?)Views.Serialize(Tom)["home"]!["street"]);

        Views.Add("none", view => view.Include()).Default = "none";
        Assert.Equal("{}", Views.Serialize(Tom).ToJsonString());

        Assert.True(Views.Remove("none"));
        Assert.Null(Views.Default);
        Assert.NotNull(Views.Serialize(Tom)["name"]);
    }

    [Fact]
    public void Excluding_reaches_into_objects_and_a_view_can_be_made_for_the_occasion() =>
        Assert.Equal("""{"city":"Oslo","floor":2}""", Views.Serialize(Tom, view => view.Exclude(cat => cat.Home!.Street))["home"]!.ToJsonString());

    [Fact]
    public void Unknown_and_repeated_names_are_refused()
    {
        Views.Add("public", view => view.Include(cat => cat.Name));

        Assert.Contains("It has: public.", Assert.Throws<ArgumentException>(() => Views.Serialize(Tom, "private")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Views.Default = "private");
        Assert.Throws<ArgumentException>(() => Views.Add("public", view => view.Include(cat => cat.Name)));
        Assert.False(Views.Remove("private"));
    }
}
