using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Virga.EventGrid;
using Virga.Notifications;

namespace Integration.EventGrid;

/// <summary>Whatever a policy matches, the Event Grid filter made from it lets through.</summary>
public sealed class PushedDownFilterTests
{
    private static readonly HashSet<string> Plain = ["a", "b", "n.c"];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        "\"x\"", "\"X\"", "\"xy\"", "\"yx\"", "\"xyx\"", "\"é\"", "\"\"", "1", "1.0", "0", "2.5", "-1", "0.1", "0.10000000000000000555", "9007199254740993", "1e401", "true", "false", "null");

    private static readonly Gen<string> Rule = Gen.OneOf(
        "\"x\"", "\"XY\"", "\"é\"", "\"\"", "1", "0.1", "9007199254740992", "true", "false", "null",
        """{"prefix":"x"}""", """{"prefix":""}""", """{"suffix":"x"}""", """{"equals-ignore-case":"xY"}""", """{"equals-ignore-case":"É"}""",
        """{"wildcard":"x*"}""", """{"wildcard":"*x"}""", """{"wildcard":"*y*"}""", """{"wildcard":"x*x"}""", """{"wildcard":"*"}""",
        """{"numeric":["=",1]}""", """{"numeric":[">",0.1]}""", """{"numeric":["<",9007199254740993]}""", """{"numeric":[">=",0,"<",2.5]}""", """{"numeric":[">",0.1,"<=",1]}""",
        """{"anything-but":"x"}""", """{"anything-but":{"prefix":"x"}}""", """{"anything-but":[1]}""", """{"exists":true}""", """{"exists":false}""", """{"cidr":"10.0.0.0/8"}""");

    [Fact]
    public void What_a_policy_matches_passes_the_filter_made_from_it()
    {
        var key = Gen.OneOf("a", "b", "n.c", "l.d", "n");
        var rules = Rule.Array[1, 3].Select(values => $"[{string.Join(',', values)}]");
        var plain = Gen.Select(key, rules).Array[1, 3].Select(members =>
            $"{{{string.Join(',', members.DistinctBy(member => member.Item1).Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}");
        var either = Gen.Select(rules, rules, rules).Select((first, second, third) => $$"""{"a":{{first}},"$or":[{"b":{{second}}},{"n.c":{{third}}}]}""");
        var value = Gen.OneOf(Scalar, Scalar.Array[0, 3].Select(values => $"[{string.Join(',', values)}]"));
        var body = Gen.Select(value, value, value, value, Gen.Int[0, 15]).Select((a, b, c, d, shape) =>
            $$"""{{{((shape & 1) == 0 ? $"\"a\":{a}," : "")}}{{((shape & 2) == 0 ? $"\"b\":{b}," : "")}}"n":{{((shape & 4) == 0 ? $"{{\"c\":{c}}}" : "{}")}},"l":[{"d":{{d}}}]}""");
        var matched = 0;

        Gen.Select(Gen.OneOf(plain, either), body.Array[1, 5]).Sample((json, bodies) =>
        {
            var policy = FilterPolicy.Parse(json, FilterScope.MessageBody);
            var filter = EventFilter.Parse(policy.ToEventGridFilter(Plain));
            foreach (var text in bodies)
            {
                using var document = JsonDocument.Parse($$"""{"id":"1","data":{{text}}}""");
                if (policy.Explain(ImmutableDictionary<string, MessageAttribute>.Empty, text).Matches)
                {
                    Interlocked.Increment(ref matched);
                    Assert.True(filter.Matches(document.RootElement), $"{json} matches {text}, and {policy.ToEventGridFilter(Plain)} does not");
                }
            }
        });

        Assert.NotEqual(0, matched);
    }

    [Theory]
    [InlineData("""{"a":["x","y"]}""", """{"operatorType":"StringIn","key":"data.a","values":["x","y"]}""")]
    [InlineData("""{"a":[{"prefix":"x"},{"wildcard":"y*z"}]}""", """{"operatorType":"StringBeginsWith","key":"data.a","values":["x","y"]}""")]
    [InlineData("""{"a":[{"wildcard":"*mid*"}]}""", """{"operatorType":"StringContains","key":"data.a","values":["mid"]}""")]
    [InlineData("""{"n":{"c":[{"numeric":[">",1,"<",2]},7]}}""", """{"operatorType":"NumberInRange","key":"data.n.c","values":[[1,2],[7,7]]}""")]
    [InlineData("""{"a":[{"numeric":["<",5]}]}""", """{"operatorType":"NumberLessThanOrEquals","key":"data.a","value":5}""")]
    [InlineData("""{"a":[true]}""", """{"operatorType":"BoolEquals","key":"data.a","value":true}""")]
    [InlineData("""{"a":[{"exists":true}]}""", """{"operatorType":"IsNotNull","key":"data.a"}""")]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", "")]
    [InlineData("""{"a":["x",1]}""", "")]
    [InlineData("""{"a":["x",{"exists":false}]}""", "")]
    [InlineData("""{"other":["x"]}""", "")]
    [InlineData("""{"$or":[{"a":["x"]},{"b":["x"]}]}""", "")]
    public void An_operator_is_pushed_down_when_nothing_is_lost(string policy, string filter) =>
        Assert.Equal(
            $$"""{"enableAdvancedFilteringOnArrays":true,"advancedFilters":[{{filter}}]}""",
            FilterPolicy.Parse(policy, FilterScope.MessageBody).ToEventGridFilter(Plain));

    [Fact]
    public void A_filter_keeps_to_the_25_values_that_Event_Grid_takes()
    {
        var values = string.Join(',', Enumerable.Range(0, 20).Select(number => $"\"v{number}\""));
        var json = FilterPolicy.Parse($$"""{"a":[{{values}}],"b":[{{values}}],"n.c":["x"]}""", FilterScope.MessageBody).ToEventGridFilter(Plain);

        Assert.Equal(["data.a", "data.n.c"], EventFilter.Parse(json).AdvancedFilters.Select(filter => filter.Key));
    }
}
