using System.Text.Json;
using CsCheck;
using Virga.EventGrid;
using static Virga.EventGrid.AdvancedFilterOperator;

namespace Integration.EventGrid;

public sealed class FilterTests
{
    private static readonly AdvancedFilterOperator[] Operators = Enum.GetValues<AdvancedFilterOperator>();

    [Theory]
    [InlineData("NumberIn", "[1,2]", "2", true)]
    [InlineData("NumberIn", "[1,2]", "2.0", true)]
    [InlineData("NumberIn", "[1,2]", "3", false)]
    [InlineData("NumberIn", "[1,2]", "\"1\"", false)]
    [InlineData("NumberNotIn", "[1,2]", "3", true)]
    [InlineData("NumberNotIn", "[1,2]", "1", false)]
    [InlineData("NumberLessThan", "5", "4.9", true)]
    [InlineData("NumberLessThan", "5", "5", false)]
    [InlineData("NumberLessThanOrEquals", "5", "5", true)]
    [InlineData("NumberLessThanOrEquals", "5", "5.1", false)]
    [InlineData("NumberGreaterThan", "5", "6", true)]
    [InlineData("NumberGreaterThan", "5", "5", false)]
    [InlineData("NumberGreaterThanOrEquals", "5", "5", true)]
    [InlineData("NumberGreaterThanOrEquals", "5", "4", false)]
    [InlineData("NumberInRange", "[[1,3],[10,20]]", "3", true)]
    [InlineData("NumberInRange", "[[1,3],[10,20]]", "10", true)]
    [InlineData("NumberInRange", "[[1,3],[10,20]]", "4", false)]
    [InlineData("NumberNotInRange", "[[1,3],[10,20]]", "4", true)]
    [InlineData("NumberNotInRange", "[[1,3],[10,20]]", "20", false)]
    [InlineData("BoolEquals", "true", "true", true)]
    [InlineData("BoolEquals", "true", "false", false)]
    [InlineData("BoolEquals", "false", "false", true)]
    [InlineData("BoolEquals", "true", "\"true\"", false)]
    [InlineData("StringIn", "[\"Oslo\",\"bergen\"]", "\"oslo\"", true)]
    [InlineData("StringIn", "[\"Oslo\"]", "\"oslo2\"", false)]
    [InlineData("StringNotIn", "[\"Oslo\"]", "\"OSLO\"", false)]
    [InlineData("StringNotIn", "[\"Oslo\"]", "\"Rome\"", true)]
    [InlineData("StringContains", "[\"x\",\"sl\"]", "\"OSLO\"", true)]
    [InlineData("StringContains", "[\"x\"]", "\"OSLO\"", false)]
    [InlineData("StringNotContains", "[\"sl\"]", "\"OSLO\"", false)]
    [InlineData("StringNotContains", "[\"x\"]", "\"OSLO\"", true)]
    [InlineData("StringBeginsWith", "[\"os\"]", "\"OSLO\"", true)]
    [InlineData("StringBeginsWith", "[\"lo\"]", "\"OSLO\"", false)]
    [InlineData("StringNotBeginsWith", "[\"os\"]", "\"OSLO\"", false)]
    [InlineData("StringNotBeginsWith", "[\"lo\"]", "\"OSLO\"", true)]
    [InlineData("StringEndsWith", "[\"lo\"]", "\"OSLO\"", true)]
    [InlineData("StringEndsWith", "[\"os\"]", "\"OSLO\"", false)]
    [InlineData("StringNotEndsWith", "[\"lo\"]", "\"OSLO\"", false)]
    [InlineData("StringNotEndsWith", "[\"os\"]", "\"OSLO\"", true)]
    [InlineData("IsNullOrUndefined", "null", "null", true)]
    [InlineData("IsNullOrUndefined", "null", "0", false)]
    [InlineData("IsNotNull", "null", "\"\"", true)]
    [InlineData("IsNotNull", "null", "null", false)]
    public void Each_operator_means_what_the_service_documents(string name, string values, string actual, bool expected) =>
        Assert.Equal(expected, Matches(name, values, Nested(actual)));

    [Fact]
    public void A_missing_key_matches_the_two_NotIn_and_IsNullOrUndefined_only()
    {
        var matching = Operators.Where(name => Matches(name, """{"data":{"other":1}}""")).ToList();

        Assert.Equal([NumberNotIn, StringNotIn, IsNullOrUndefined], matching);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"x\":1}]")]
    public void What_cannot_be_compared_counts_as_missing(string actual)
    {
        var json = Nested(actual);

        var matching = Operators.Where(name => name is not (IsNotNull or IsNullOrUndefined) && Matches(name, json, intoArrays: true));

        Assert.Equal([NumberNotIn, StringNotIn], matching);
    }

    [Theory]
    [InlineData("NumberIn", "[1]", "[1,9]", true)]
    [InlineData("NumberIn", "[1]", "[8,9]", false)]
    [InlineData("NumberNotIn", "[1]", "[1,9]", false)]
    [InlineData("NumberNotIn", "[1]", "[8,9]", true)]
    [InlineData("NumberInRange", "[[2,5]]", "[1,4,9]", true)]
    [InlineData("NumberNotInRange", "[[2,5]]", "[1,4,9]", false)]
    [InlineData("NumberLessThan", "5", "[\"x\",9,1]", true)]
    [InlineData("BoolEquals", "true", "[false,true]", true)]
    [InlineData("StringIn", "[\"b\"]", "[\"a\",\"B\"]", true)]
    [InlineData("StringNotIn", "[\"b\"]", "[\"a\",\"B\"]", false)]
    [InlineData("StringNotContains", "[\"b\"]", "[\"a\",1,null]", true)]
    [InlineData("StringNotEndsWith", "[\"b\"]", "[\"a\",\"ab\"]", false)]
    public void On_arrays_positives_want_one_element_and_negatives_none(string name, string values, string actual, bool expected)
    {
        var json = Nested(actual);

        Assert.Equal(expected, Matches(name, values, json, intoArrays: true));
        Assert.Equal(name is "NumberNotIn" or "StringNotIn", Matches(name, values, json, intoArrays: false));
    }

    [Theory]
    [InlineData("type", "Cat.Adopted")]
    [InlineData("Source", "/cats")]
    [InlineData("id", "7")]
    [InlineData("specversion", "1.0")]
    [InlineData("city", "oslo")]
    [InlineData("Data.Name", "tom")]
    [InlineData("DATA.owner.NAME", "ann")]
    public void Keys_reach_attributes_extensions_and_data_whatever_their_case(string key, string value)
    {
        const string Event = """{"specversion":"1.0","id":"7","source":"/cats","type":"Cat.Adopted","city":"Oslo","data":{"name":"Tom","owner":{"name":"Ann"}}}""";

        Assert.True(new EventFilter { AdvancedFilters = [AdvancedFilter.OfStrings(StringIn, key, value)] }.Matches(Json(Event)));
    }

    [Theory]
    [InlineData("""{"subjectBeginsWith":"CATS/"}""", true)]
    [InlineData("""{"subjectBeginsWith":"CATS/","isSubjectCaseSensitive":true}""", false)]
    [InlineData("""{"subjectEndsWith":"/tom"}""", true)]
    [InlineData("""{"subjectEndsWith":"/ann"}""", false)]
    [InlineData("""{"includedEventTypes":["cat.adopted","x"]}""", true)]
    [InlineData("""{"includedEventTypes":["x"]}""", false)]
    [InlineData("""{"subjectBeginsWith":null,"includedEventTypes":null,"advancedFilters":[]}""", true)]
    [InlineData("""{"advancedFilters":[{"operatorType":"StringIn","key":"subject","values":["cats/TOM"]},{"operatorType":"NumberGreaterThan","key":"data.age","value":3}]}""", true)]
    [InlineData("""{"advancedFilters":[{"operatorType":"StringIn","key":"subject","values":["cats/TOM"]},{"operatorType":"NumberGreaterThan","key":"data.age","value":4}]}""", false)]
    public void A_filter_is_read_as_the_API_writes_it_and_every_part_must_hold(string filter, bool expected) =>
        Assert.Equal(expected, EventFilter.Parse(filter).Matches(Json("""{"type":"Cat.Adopted","subject":"cats/Tom","data":{"age":4}}""")));

    [Theory]
    [InlineData("value", "\"Tom\"")]
    [InlineData("values", "[\"x\",\"Tom\"]")]
    [InlineData("values", "\"Tom\"")]
    public void Value_and_values_are_both_read(string name, string json)
    {
        foreach (var text in (string[])["StringContains", "StringBeginsWith", "StringEndsWith", "StringIn"])
        {
            Assert.True(EventFilter.Parse($$"""{"advancedFilters":[{"operatorType":"{{text}}","key":"data.name","{{name}}":{{json}}}]}""").Matches(Json("""{"data":{"name":"tom"}}""")));
        }
    }

    [Fact]
    public void Every_fault_of_a_filter_is_named()
    {
        var error = Assert.Throws<FormatException>(() => EventFilter.Parse(
            """
            {"subject":"x","subjectBeginsWith":5,"includedEventTypes":"T","isSubjectCaseSensitive":"yes","advancedFilters":[7,
              {"operatorType":"StringLike","key":"a","values":["x"]},{"operatorType":"NumberIn","key":"b","values":["x"]},{"operatorType":"StringIn","key":"c"},
              {"operatorType":"NumberInRange","key":"d","values":[[5,1]]},{"operatorType":"BoolEquals","key":"e"},{"operatorType":"StringIn","key":"f..g","values":["x"]}]}
            """));

        Assert.Equal(11, error.Message.Split('\n').Length);
    }

    [Fact]
    public void The_limits_are_25_filters_25_values_and_512_characters()
    {
        var values = Enumerable.Range(0, 25).Select(index => $"{index}").ToArray();
        var filters = Enumerable.Range(0, 25).Select(index => AdvancedFilter.IsNotNull($"data.k{index}")).ToArray();
        Func<AdvancedFilter[], int> faults = all => new EventFilter { AdvancedFilters = all }.Faults().Count();

        Assert.Equal(0, faults([AdvancedFilter.OfStrings(StringIn, "data.a", values)]));
        Assert.Equal(0, faults(filters));
        Assert.Equal(1, faults([AdvancedFilter.OfStrings(StringIn, "data.a", [.. values, "25"])]));
        Assert.Equal(2, faults([.. filters, AdvancedFilter.IsNotNull("data.more")]));
        Assert.Equal(0, faults([AdvancedFilter.OfStrings(StringIn, "data.a", new string('x', 512))]));
        Assert.Equal(1, faults([AdvancedFilter.OfStrings(StringIn, "data.a", new string('x', 513))]));
    }

    [Fact]
    public void A_negative_operator_is_the_opposite_of_its_positive_whenever_something_can_be_compared()
    {
        (AdvancedFilterOperator Positive, AdvancedFilterOperator Negative)[] pairs =
            [(StringIn, StringNotIn), (StringContains, StringNotContains), (StringBeginsWith, StringNotBeginsWith), (StringEndsWith, StringNotEndsWith)];
        var words = Gen.String[Gen.Char["abAB"], 0, 4];

        Gen.Select(words.Array[1, 4], words.Array[1, 4], Gen.Int[0, 3]).Sample((values, elements, index) =>
        {
            var json = JsonSerializer.SerializeToElement(new { data = new { k = elements } });
            var positive = AdvancedFilter.OfStrings(pairs[index].Positive, "data.k", values);
            var negative = AdvancedFilter.OfStrings(pairs[index].Negative, "data.k", values);

            return AdvancedFilterEvaluator.Matches(positive, json, intoArrays: true) != AdvancedFilterEvaluator.Matches(negative, json, intoArrays: true);
        });
    }

    [Fact]
    public void A_range_is_its_two_comparisons_and_the_opposite_of_its_negation() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[-10, 10]).Sample((first, second, number) =>
        {
            var range = (From: Math.Min(first, second), To: Math.Max(first, second));
            var json = JsonSerializer.SerializeToElement(new { data = new { k = number } });
            bool Holds(AdvancedFilter filter) => AdvancedFilterEvaluator.Matches(filter, json, intoArrays: false);

            var within = Holds(AdvancedFilter.OfRanges(NumberInRange, "data.k", range));

            return within == (Holds(AdvancedFilter.OfNumbers(NumberGreaterThanOrEquals, "data.k", range.From)) && Holds(AdvancedFilter.OfNumbers(NumberLessThanOrEquals, "data.k", range.To)))
                && within != Holds(AdvancedFilter.OfRanges(NumberNotInRange, "data.k", range));
        });

    private static bool Matches(string name, string values, string json, bool intoArrays = false) => EventFilter.Parse(
        $$"""{"enableAdvancedFilteringOnArrays":{{(intoArrays ? "true" : "false")}},"advancedFilters":[{"operatorType":"{{name}}","key":"data.a.b","values":{{values}}}]}""").Matches(Json(json));

    private static bool Matches(AdvancedFilterOperator name, string json, bool intoArrays = false) => Matches(
        name.ToString(),
        name switch
        {
            NumberInRange or NumberNotInRange => "[[1,2]]",
            < BoolEquals => "[1]",
            BoolEquals => "true",
            _ => "[\"x\"]",
        },
        json,
        intoArrays);

    private static string Nested(string actual) => "{\"data\":{\"a\":{\"b\":" + actual + "}}}";

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
