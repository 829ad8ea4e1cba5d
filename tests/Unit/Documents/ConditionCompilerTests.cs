using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Virga.Documents;

// The expressions below are what users write; their style is theirs.
#pragma warning disable CA1310, CA1826, CA1847, CA1862, CA1865, CA1866, CS0464

namespace Unit.Documents;

/// <summary>Compiled conditions say of the stored document what the C# says of the value.</summary>
public sealed class ConditionCompilerTests
{
    private static readonly string[] Moods = ["wild", "calm"];
    private static readonly string?[] NoneOrWild = ["wild", null];
    private static readonly List<int> Ages = [3, 5];
    private readonly string _prefix = "T";

    private enum Unrelated
    {
        One,
    }

    private static readonly Cat[] Samples =
    [
        Cats.Tom with { Mood = "wild", Notes = ["bites", "sleeps"], Home = new Home("Main", "Oslo", 2), Coat = Coat.LongHaired, Born = new DateOnly(2023, 4, 5), Adopted = true, Weight = 4.5, Visits = new() { ["ann"] = 2 }, Toys = [new("mouse", 3, ["red"]), new("Ball")], Scores = [3, 9] },
        new Cat("a", "oslo", "", 0, "calm", [], new Home("Side"), Coat.Short, new DateOnly(2020, 1, 1), false, -1),
        new Cat("b", "oslo", null),
        new Cat("c", "oslo", "T", 40, "playful", ["T"], new Home("T", "T", -1), null, null, true, 3) { Toys = [], Scores = [] },
    ];

    [Fact]
    public void Comparisons_mean_what_they_mean_in_C_sharp()
    {
        var three = 3;
        var date = new DateOnly(2021, 1, 1);
        Agree(
            c => c.Age == 3, c => c.Age != 3, c => c.Age > three, c => c.Age >= 3, c => 3 < c.Age, c => c.Age <= Ages[0], c => c.Age > 2.5,
            c => c.Weight > 3, c => c.Weight < 4.5, c => c.Weight == 4.5, c => c.Weight >= c.Age,
            c => c.Name == "Tom", c => c.Name != "Tom", c => "Tom" == c.Name, c => c.Name!.Equals("T"), c => string.Equals(c.Name, "T", StringComparison.Ordinal),
            c => string.CompareOrdinal(c.Name, "S") > 0 && c.Name != null, c => c.Name != null && c.Name.CompareTo("Tom") >= 0,
            c => c.Born > date, c => c.Born == new DateOnly(2020, 1, 1), c => c.Id == "a", c => c.Id != "a");
    }

    [Fact]
    public void Null_is_absent() => Agree(
        c => c.Name == null, c => c.Name != null, c => null == c.Age, c => c.Age.HasValue, c => !c.Age.HasValue, c => c.Home == null, c => c.Home == null || c.Home.City == null,
        c => c.Coat == null, c => c.Mood != "wild", c => !(c.Age > 3), c => !(c.Mood == "wild"), c => c.Name == c.Mood, c => c.Name != c.Mood, c => string.IsNullOrEmpty(c.Name), c => c.Age > null);

    [Fact]
    public void Booleans_and_groups_combine() => Agree(
        c => c.Adopted, c => !c.Adopted, c => c.Adopted == true, c => c.Adopted == false, c => c.Adopted && c.Age == 3 || c.Mood == "calm", c => (c.Adopted | c.Age == 0) & c.Name != null, c => true, c => false,
        c => c.Adopted != (3 > 4));

    [Fact]
    public void Enums_are_compared_by_name() => Agree(c => c.Coat == Coat.LongHaired, c => c.Coat != Coat.Short, c => Coat.Short == c.Coat, c => c.Coat.HasValue && c.Coat.Value == Coat.Short);

    [Fact]
    public void Text_is_searched_ordinally() => Agree(
        c => c.Name != null && c.Name.StartsWith("T"), c => c.Name != null && c.Name.StartsWith(_prefix, StringComparison.Ordinal), c => c.Name != null && c.Name.StartsWith('T'),
        c => c.Name != null && c.Name.Contains("om"), c => c.Name != null && c.Name.Contains('o'), c => c.Name != null && c.Name.Length == 3, c => c.Name != null && c.Name.Length > 0,
        c => c.Home != null && c.Home.City != null && c.Home.Street.StartsWith(c.Home.City));

    [Fact]
    public void Lists_are_searched_counted_and_indexed() => Agree(
        c => c.Notes != null && c.Notes.Contains("bites"), c => c.Notes != null && c.Notes.Count == 2, c => c.Notes != null && c.Notes.Any(), c => c.Notes != null && c.Notes.Count() > 0,
        c => c.Notes != null && c.Notes.Count > 0 && c.Notes[0] == "T", c => c.Notes != null && c.Name != null && c.Notes.Contains(c.Name),
        c => c.Visits != null && c.Visits.ContainsKey("ann"), c => c.Visits != null && c.Visits.ContainsKey("ann") && c.Visits["ann"] >= 2);

    [Fact]
    public void Ends_and_case_are_asked_for() => Agree(
        c => c.Name != null && c.Name.EndsWith("m"), c => c.Name != null && c.Name.EndsWith("OM", StringComparison.OrdinalIgnoreCase), c => c.Name != null && c.Name.EndsWith("OM", StringComparison.Ordinal),
        c => c.Name != null && c.Name.StartsWith("t", StringComparison.OrdinalIgnoreCase), c => c.Name != null && c.Name.Contains("O", StringComparison.OrdinalIgnoreCase),
        c => string.Equals(c.Name, "TOM", StringComparison.OrdinalIgnoreCase), c => c.Name != null && c.Name.Equals("tOm", StringComparison.OrdinalIgnoreCase),
        c => !string.Equals("TOM", c.Name, StringComparison.OrdinalIgnoreCase), c => string.Equals(c.Name, null, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Elements_are_asked_about_one_by_one() => Agree(
        c => c.Toys != null && c.Toys.Any(toy => toy.Price > 2 && toy.Name.StartsWith("m")), c => c.Toys != null && c.Toys.All(toy => toy.Price != null), c => c.Toys != null && !c.Toys.Any(toy => toy.Name == "Ball"),
        c => c.Notes != null && c.Notes.Any(note => note == "bites"), c => c.Notes != null && c.Notes.All(note => note.Length > 3), c => c.Notes != null && c.Notes.Any(note => note.EndsWith(_prefix)),
        c => c.Scores != null && c.Scores.Exists(score => score > Ages[1]), c => c.Scores != null && c.Scores.TrueForAll(score => Ages.Contains(score) || score == 9),
        c => c.Toys != null && c.Toys.Any(toy => toy.Colours != null && toy.Colours.Any(colour => colour == "red")), c => c.Toys != null && c.Toys.Any(toy => toy.Colours!.Contains("red")));

    [Fact]
    public void A_default_stands_for_null() => Agree(
        c => (c.Age ?? 0) == 0, c => (c.Age ?? 0) != 0, c => (c.Age ?? 5) > 3, c => 3 < (c.Age ?? 5), c => (c.Name ?? "none") == "none", c => (c.Coat ?? Coat.Short) == Coat.Short, c => (c.Age ?? 0) < 2.5,
        c => !((c.Age ?? 41) <= 40), c => (c.Mood ?? "calm") != "calm");

    [Fact]
    public void A_condition_that_is_asked_twice_finds_its_paths_again()
    {
        Condition Ask(int age) => Cats.Model.Condition(c => c.Age > age && c.Home!.City == "Oslo");
        var (first, second) = ((Condition.All)Ask(1), (Condition.All)Ask(2));

        Assert.Same(((Operand.Attribute)((Condition.Compare)first.Parts[1]).Left).Path, ((Operand.Attribute)((Condition.Compare)second.Parts[1]).Left).Path);
        Assert.NotEqual(first.Parts[0], second.Parts[0]);
    }

    [Fact]
    public void Values_from_outside_can_be_sets() => Agree(
        c => Moods.Contains(c.Mood), c => !Moods.Contains(c.Mood), c => NoneOrWild.Contains(c.Mood), c => c.Age.HasValue && Ages.Contains(c.Age.Value), c => new[] { Coat.Short }.Contains(c.Coat!.Value) && c.Coat != null,
        c => Array.Empty<string>().Contains(c.Name));

    [Fact]
    public void Nested_members_are_paths() => Agree(c => c.Home != null && c.Home.City == "Oslo", c => c.Home != null && c.Home.Floor < 0, c => c.Home == new Home("Side", null, 0));

    [Fact]
    public void The_key_is_asked_under_its_stored_name() =>
        Assert.Equal(
            new Condition.Compare(new Operand.Attribute(DocumentPath.Of("_key")), ComparisonOperator.Equal, new Operand.Literal("tom")),
            Cats.Model.Condition(c => c.Id == "tom"));

    [Fact]
    public void A_chain_of_ands_is_one_group() =>
        Assert.Equal(3, Assert.IsType<Condition.All>(Cats.Model.Condition(c => c.Age > 1 && c.Age < 5 && c.Adopted)).Parts.Length);

    [Fact]
    public void What_a_store_cannot_be_asked_is_refused_with_the_part_and_the_fix()
    {
        Refused(c => c.Name!.ToLower() == "tom", "OrdinalIgnoreCase");
        Refused(c => c.Name!.ToUpper().StartsWith("T"), "write transform");
        Refused(c => c.Name!.StartsWith("t", StringComparison.InvariantCulture), "StringComparison.Ordinal");
        Refused(c => string.Equals(c.Name, "t", StringComparison.CurrentCultureIgnoreCase), "StringComparison.OrdinalIgnoreCase");
        Refused(c => c.Coat > Coat.Short, "==");
        Refused(c => c.AgeNextYear == 4, "AgeNextYear");
        Refused(c => c.Age + 1 == 4, "c.Age");
        Refused(c => c.Notes!.Any(note => note == c.Name), "c.Name");
        Refused(c => c.Toys!.Any(toy => c.Adopted && toy.Price > 1), "c.Adopted");
        Refused(c => c.Age == (int)Unrelated.One * c.Age, "cannot be asked");
        Refused(c => c == null, "cannot be asked");
    }

    [Fact]
    public void A_value_from_outside_that_throws_throws_as_in_C_sharp()
    {
        string? missing = null;

        Assert.Throws<NullReferenceException>(() => Cats.Model.Condition(c => c.Name == missing!.Trim()));
    }

    [Fact]
    public void Text_of_an_address_becomes_a_comparison_in_stored_form()
    {
        Assert.True(Cats.Model.TryCompare(c => c.Age, ComparisonOperator.GreaterThanOrEqual, "2", out var condition, out _));
        Assert.Equal(Cats.Model.Condition(c => c.Age >= 2), condition);
        Assert.True(Cats.Model.TryCompare(c => c.Name, ComparisonOperator.Equal, "2", out condition, out _));
        Assert.Equal(Cats.Model.Condition(c => c.Name == "2"), condition);
        Assert.False(Cats.Model.TryCompare(c => c.Age, ComparisonOperator.Equal, "old", out _, out var fault));
        Assert.Equal(("/age", FaultCodes.WrongType), (fault!.Path.ToString(), fault.Code));
    }

    private static void Refused(Expression<Func<Cat, bool>> condition, string said) =>
        Assert.Contains(said, Assert.Throws<NotSupportedException>(() => Cats.Model.Condition(condition)).Message, StringComparison.Ordinal);

    private static void Agree(params Expression<Func<Cat, bool>>[] conditions)
    {
        foreach (var expression in conditions)
        {
            var condition = Cats.Model.Condition(expression);
            var inCode = expression.Compile();
            foreach (var cat in Samples)
            {
                Assert.True(InCode(inCode, cat) == ConditionEvaluator.Matches(condition, Stored(cat)), $"{expression} of {cat}: {condition}");
            }
        }
    }

    // Where C# would throw on null, the store says no.
    private static bool InCode(Func<Cat, bool> condition, Cat cat)
    {
        try
        {
            return condition(cat);
        }
        catch (Exception exception) when (exception is NullReferenceException or InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonObject Stored(Cat cat)
    {
        var scope = new FaultScope();
        var json = ((Repository<Cat>)new Shelter().Cats).ToJson(cat);
        Cats.Model.Root.Normalise(json, scope);
        Assert.Empty(scope.Faults);
        json.Remove("id", out var key);
        json["_key"] = key;
        return json;
    }
}
