using Virga.Documents;

namespace Unit.Documents.Schemas;

public sealed class PatternTests
{
    [Theory]
    [InlineData("^[a-z]+$", "abc", true)]
    [InlineData("^[a-z]+$", "abc\n", false)] // .NET alone would take it
    [InlineData("^(a|b$)", "b\n", false)]
    [InlineData("b$", "ab", true)]
    [InlineData(@"^\$[0-9]+$", "$12", true)]
    [InlineData(@"^\$[0-9]+$", "$12\n", false)]
    [InlineData(@"^\\$", @"\", true)]
    [InlineData("^[$a]+$", "$a$", true)]
    [InlineData(@"^[\]$]$", "$", true)]
    [InlineData("^[]$]+$", "]$", true)]
    [InlineData("^[^]$]+$", "ab", true)]
    [InlineData("^[^]$]+$", "ab\n$", false)]
    [InlineData("^[[$]+$", "[$\n", false)]
    [InlineData("(?m)^a$", "a\nb", true)]
    [InlineData("(?i)^a$", "A\n", false)]
    [InlineData("^[a-z]", "abc\n", true)]
    public void A_pattern_means_what_it_means_in_JSON_Schema(string pattern, string value, bool matches)
    {
        Assert.Equal(matches, SchemaPattern.Linear(pattern).IsMatch(value));
        Assert.Equal(matches, SchemaPattern.Limited(pattern, TimeSpan.FromSeconds(10)).IsMatch(value));
    }

    [Fact]
    public void A_pattern_is_shown_as_it_was_written()
    {
        var model = Schema.Define<Cat>("cat", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Property(c => c.Name).Pattern("^[a-z]+$");
        });

        Assert.Equal("^[a-z]+$", (string?)model.ToJsonSchema()["properties"]!["name"]!["pattern"]);
    }
}
