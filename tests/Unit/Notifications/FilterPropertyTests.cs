using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class FilterPropertyTests
{
    [Fact]
    public void Numbers_compare_as_decimals_do() =>
        Gen.Select(Gen.Decimal[-1e12m, 1e12m], Gen.Decimal[-1e12m, 1e12m]).Sample((left, right) =>
            Math.Sign(Number(left).CompareTo(Number(right))) == left.CompareTo(right) && Number(left).Equals(Number(left)));

    [Fact]
    public void Spellings_of_a_number_are_equal() =>
        Gen.Select(Gen.Long, Gen.Int[0, 12]).Sample((value, shift) =>
        {
            var plain = JsonNumber.Parse(value.ToString(CultureInfo.InvariantCulture))!.Value;
            var shifted = JsonNumber.Parse($"{value}{new string('0', shift)}e-{shift}")!.Value;
            var padded = JsonNumber.Parse($"{value}.{new string('0', shift)}")!.Value;
            return plain.Equals(shifted) && plain.Equals(padded) && plain.GetHashCode() == shifted.GetHashCode();
        });

    [Fact]
    public void Wildcards_match_as_the_regular_expression_does()
    {
        var text = Gen.Char["ab*\\"].Array[0, 8].Select(characters => new string(characters));
        Gen.Select(text, text).Sample((pattern, value) =>
        {
            if (WildcardPattern.Compile(pattern, out _) is not { } compiled)
            {
                return true;
            }

            var expression = Regex.Replace(Regex.Escape(pattern), @"\\\\\\\*|\\\\\\\\|\\\*", match => match.Value switch
            {
                @"\*" => ".*",
                @"\\\*" => @"\*",
                _ => @"\\",
            });
            return compiled.Matches(value) == Regex.IsMatch(value, $@"\A{expression}\z");
        });
    }

    [Fact]
    public void A_list_is_matched_when_and_only_when_one_element_meets_all_keys()
    {
        var element = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2]);
        var policy = FilterPolicy.Parse("""{"l":{"x":[1],"y":[1],"z":[1]}}""", FilterScope.MessageBody);
        element.Array[0, 6].Sample(elements =>
        {
            var items = elements.Select(item => $"{{\"x\":{item.Item1},\"y\":{item.Item2},\"z\":{item.Item3}}}");
            return policy.Matches(Messages.Of($"{{\"l\":[{string.Join(',', items)}]}}")) == elements.Any(item => item is (1, 1, 1));
        });
    }

    [Fact]
    public void Nested_lists_are_matched_as_if_every_choice_were_tried()
    {
        var inner = Gen.Int[0, 2].Array[0, 3];
        var outer = Gen.Select(Gen.Int[0, 2], inner, inner).Array[0, 4];
        var policy = FilterPolicy.Parse("""{"l":{"x":[1],"m":{"y":[1]},"n":{"z":[1]}}}""", FilterScope.MessageBody);
        outer.Sample(items =>
        {
            var texts = items.Select(item => $"{{\"x\":{item.Item1},\"m\":[{Objects("y", item.Item2)}],\"n\":[{Objects("z", item.Item3)}]}}");
            var expected = items.Any(item => item.Item1 == 1 && item.Item2.Contains(1) && item.Item3.Contains(1));
            return policy.Matches(Messages.Of($"{{\"l\":[{string.Join(',', texts)}]}}")) == expected;
        });
    }

    [Fact]
    public void Whatever_text_is_given_is_compiled_or_refused_and_explained_as_it_is_matched()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"$or\"", "\"prefix\"", "\"exists\"", "\"anything-but\"", "\"numeric\"", "\"<\"", "1", "null", "true", "\"wildcard\"", "\"*\"",
            "{\"a\":[", "{\"prefix\":\"a\"}", "{\"numeric\":[\"<\",3]}", "]}", "{\"$or\":[", "{\"a\":[1]}",
        ];
        Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]).Array[1, 12].Sample(parts =>
        {
            var text = string.Concat(parts);
            foreach (var scope in Enum.GetValues<FilterScope>())
            {
                try
                {
                    var policy = FilterPolicy.Parse(text, scope);
                    var message = Messages.Of("""{"a":1,"b":{"a":"x"}}""", ("a", MessageAttribute.OfNumber(1)));
                    Assert.Equal(policy.Matches(message), policy.Explain(message).Matches);
                }
                catch (FilterPolicyException)
                {
                    // Refused: as it should be.
                }
            }
        });
    }

    private static string Objects(string name, int[] values) => string.Join(',', values.Select(value => $"{{\"{name}\":{value}}}"));

    private static JsonNumber Number(decimal value) => JsonNumber.Parse(value.ToString(CultureInfo.InvariantCulture))!.Value;
}
