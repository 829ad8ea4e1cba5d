using System.Linq.Expressions;
using System.Text;
using CsCheck;
using Virga.Documents;

// The expressions below are what users write; their style is theirs.
#pragma warning disable CA1310, CA1826, CA1847, CA1862, CA1865, CA1866, CS0464

namespace Unit.Documents;

public sealed class FilterTextTests
{
    private static readonly FilterRules Rules = new() { Attributes = ["age", "name", "home", "toys.price"] };

    [Fact]
    public void A_text_means_what_the_expression_means()
    {
        Same("age > 3", c => c.Age > 3);
        Same("age ge 3 and name ne 'Tom'", c => c.Age >= 3 && c.Name != "Tom");
        Same("age == null and home.city == 'Oslo'", c => c.Age == null && c.Home!.City == "Oslo");
        Same("not (adopted or age < 2.5)", c => !(c.Adopted || c.Age < 2.5));
        Same("adopted", c => c.Adopted);
        Same("name == mood", c => c.Name == c.Mood);
        Same("coat == 'longHaired' and born >= '2020-01-01'", c => c.Coat == Coat.LongHaired && c.Born >= new DateOnly(2020, 1, 1));
        Same("id != 'tom'", c => c.Id != "tom");
        Same("startsWith(name, 'T') and endsWith(name, 'M', ignoreCase)", c => c.Name!.StartsWith("T") && c.Name.EndsWith("M", StringComparison.OrdinalIgnoreCase));
        Same("equals(name, 'TOM', ignoreCase)", c => string.Equals(c.Name, "TOM", StringComparison.OrdinalIgnoreCase));
        Same("contains(name, 'it''s') or contains(notes, 'x')", c => c.Name!.Contains("it's") || c.Notes!.Contains("x"));
        Same("any(notes, it == 'x')", c => c.Notes!.Any(note => note == "x"));
        Same("all(toys, price > 3 and any(colours, it == 'red'))", c => c.Toys!.All(toy => toy.Price > 3 && toy.Colours!.Any(colour => colour == "red")));
        Same("size(notes) >= 2", c => c.Notes!.Count >= 2);
        Same("notes[0] == 'x'", c => c.Notes![0] == "x");
        Same("isNull(age)", c => c.Age == null);
        Same("visits.`ann` > 1", c => c.Visits!["ann"] > 1);
        Same("age < null", c => c.Age < null);
    }

    [Fact]
    public void What_expressions_have_no_words_for_has_text()
    {
        Assert.Equal("(in .\"age\",=1,=2.5,=3)", Text("age in (1, 2.5, 3)"));
        Assert.Equal("(not (in .\"mood\",=\"calm\"))", Text("mood not in ('calm')"));
        Assert.Equal("(any (in .\"mood\",=\"calm\") (any (not (exists .\"mood\")) (type Null .\"mood\")))", Text("mood in ('calm', null)"));
        Assert.Equal("(all (.\"age\" GreaterThanOrEqual =1) (.\"age\" LessThanOrEqual =3))", Text("age between 1 and 3"));
        Assert.Equal("(not (all (.\"age\" GreaterThanOrEqual =1) (.\"age\" LessThanOrEqual =3)))", Text("age not between 1 and 3"));
        Assert.Equal("(exists .\"home\".\"city\")", Text("exists(home.city)"));
        Assert.Equal("(type List .\"notes\")", Text("isType(notes, 'list')"));
    }

    [Theory]
    [InlineData("", 0, "an attribute's name")]
    [InlineData("age >", 5, "a value")]
    [InlineData("age > 3 name == 'x'", 8, "'and', 'or' or the end")]
    [InlineData("agee > 3", 0, "'agee'")]
    [InlineData("home.town == 'x'", 0, "'home.town'")]
    [InlineData("age == 'old'", 7, "whole number")]
    [InlineData("coat == 'none'", 8, "'short'")]
    [InlineData("coat > 'short'", 5, "no order")]
    [InlineData("name == 'Tom", 8, "no end")]
    [InlineData("name = 'Tom'", 5, "'='")]
    [InlineData("name == \"Tom\"", 8, "single quotes")]
    [InlineData("(age > 3", 8, "')'")]
    [InlineData("age", 3, "a comparison")]
    [InlineData("age not > 3", 8, "a comparison")]
    [InlineData("lower(name) == 'x'", 0, "'lower'")]
    [InlineData("startsWith(age, 'x')", 11, "no text")]
    [InlineData("startsWith(name, 3)", 17, "single quotes")]
    [InlineData("startsWith(name, 'x', sometimes)", 22, "'ignoreCase'")]
    [InlineData("any(name, it == 'x')", 4, "no list")]
    [InlineData("it == 'x'", 0, "'it'")]
    [InlineData("isType(name, 'date')", 13, "'object'")]
    [InlineData("size(notes) == 'x'", 15, "number")]
    [InlineData("age in ()", 8, "a value")]
    [InlineData("age between null and 3", 12, "no order")]
    [InlineData("notes[x] == 'x'", 6, "position")]
    [InlineData("age > 1e999", 6, "no number")]
    [InlineData("age > 3;drop", 7, "';'")]
    [InlineData("_pk == 'oslo'", 0, "'_pk'")]
    [InlineData("_model == 'dog'", 0, "'_model'")]
    public void A_wrong_text_is_refused_where_it_is_wrong(string text, int position, string said)
    {
        var refusal = Assert.Throws<FilterException>(() => FilterText.Parse(Cats.Model, text));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((position, "invalid-filter"), (refusal.Position, refusal.Code));
    }

    [Theory]
    [InlineData("age > 3 and name == 'Tom'")]
    [InlineData("home.city == 'Oslo' and exists(home)")]
    [InlineData("any(toys, price > 3)")]
    public void What_is_allowed_may_be_asked(string text) => Assert.NotNull(FilterText.Parse(Cats.Model, text, Rules));

    [Theory]
    [InlineData("mood == 'calm'")]
    [InlineData("age == weight")]
    [InlineData("any(toys, name == 'x')")]
    [InlineData("isNull(shelterId)")]
    [InlineData("homes == 'x'")]
    public void What_is_not_allowed_may_not(string text) => Assert.Throws<FilterException>(() => FilterText.Parse(Cats.Model, text, Rules));

    [Fact]
    public void A_text_has_bounds()
    {
        Refused(new string(' ', 2001), "2001 characters");
        Refused(string.Join(" or ", Enumerable.Repeat("age == 1", 51)), "50 comparisons");
        Refused($"age in ({string.Join(',', Enumerable.Range(0, 60))})", "50 comparisons");
        Refused(new string('(', 9) + "adopted" + new string(')', 9), "8 groups");
        Refused(string.Concat(Enumerable.Repeat("not ", 9)) + "adopted", "8 groups");
        Assert.NotNull(FilterText.Parse(Cats.Model, new string('(', 8) + "adopted" + new string(')', 8)));
        Assert.NotNull(FilterText.Parse(Cats.Model, string.Join(" or ", Enumerable.Repeat("age == 1", 50))));
    }

    [Fact]
    public void No_text_makes_the_reader_fail_in_another_way()
    {
        var piece = Gen.OneOf("age", "name", "toys", "it", "any", "size", "(", ")", ",", ".", "[", "]", "'", "`", "and", "or", "not", "in", "between", "==", "!=", "<", "3", "-1.5e3", "'x'", "null", "true", " ", "é", "\"", "\\", ";", "0x", "\u0000");
        piece.Array[0, 12].Sample(
            pieces =>
            {
                var refusal = Record.Exception(() => { FilterText.Parse(Cats.Model, string.Join(' ', pieces)); });
                Assert.True(refusal is null or FilterException, refusal?.ToString());
            },
            iter: 20_000, print: pieces => string.Join(' ', pieces));
    }

    private static void Refused(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FilterException>(() => FilterText.Parse(Cats.Model, text)).Message, StringComparison.Ordinal);

    private static void Same(string text, Expression<Func<Cat, bool>> expression) => Assert.Equal(Write(Cats.Model.Condition(expression)), Text(text));

    private static string Text(string text) => Write(FilterText.Parse(Cats.Model, text));

    private static string Write(Condition condition)
    {
        var text = new StringBuilder();
        ConditionText.Write(text, condition);
        return text.ToString();
    }
}
