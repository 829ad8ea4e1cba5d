using System.Text;
using CsCheck;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class FilterIndexTests
{
    [Fact]
    public void An_index_on_bodies_answers_as_each_of_its_policies_does() =>
        Gen.Select(FilterGen.BodyPolicy.Array[1, 40], FilterGen.Body.Array[1, 6]).Sample((policies, bodies) =>
            Agree(policies, FilterScope.MessageBody, bodies.Select(body => Messages.Of(body))));

    [Fact]
    public void An_index_on_attributes_answers_as_each_of_its_policies_does() =>
        Gen.Select(FilterGen.AttributePolicy.Array[1, 40], FilterGen.Attributes.Array[1, 6]).Sample((policies, messages) =>
            Agree(policies, FilterScope.MessageAttributes, messages));

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"a":"x"}""")]
    [InlineData("""{"\u0061":"x"}""")]
    [InlineData("""{"a":"x","a":"y"}""")]
    [InlineData("""{"":{"a":"x"}}""")]
    [InlineData("""{"a":"x"} x""")]
    [InlineData("""{"a":"x" """)]
    [InlineData("""  {"a":"x"}""")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"a":[[["x"]],{"b":"x"}]}""")]
    [InlineData("""{"a":1e401,"b":{"c":"x"}}""")]
    public void Bodies_at_the_edge_are_read_as_policies_read_them(string body)
    {
        string[] policies = ["""{"a":["x"]}""", """{"a":["y"]}""", """{"a":[{"exists":true}]}""", """{"a":[{"exists":false}]}""", """{"a":[{"anything-but":"z"}]}""", """{"b.c":["x"]}""", """{"a.b":["x"]}"""];

        Agree(policies, FilterScope.MessageBody, [Messages.Of(body)]);
    }

    [Fact]
    public void A_policy_with_too_many_choices_is_asked_as_a_whole()
    {
        var keys = Enumerable.Range(0, 4).Select(key => $"n{key}").ToList();
        var large = "{" + string.Join(',', keys.Select(key => $"\"{key}\":{{\"$or\":[{{\"k\":[\"x\"]}},{{\"l\":[\"x\"]}},{{\"m\":[\"x\"]}}]}}")) + "}";
        string[] policies = [.. Enumerable.Repeat(large, 6), """{"a":["x"]}"""];
        var body = "{" + string.Join(',', keys.Select(key => $"\"{key}\":{{\"l\":\"x\"}}"));

        Agree(policies, FilterScope.MessageBody, [Messages.Of(body + "}"), Messages.Of(body + ",\"a\":\"x\"}"), Messages.Of("""{"n3":{"l":"x"}}""")]);
    }

    [Fact]
    public void Lists_with_countless_choices_are_decided_all_the_same()
    {
        var list = (string name) => $"\"{name}\":[{string.Join(',', Enumerable.Range(0, 300).Select(_ => "{\"x\":1,\"y\":0}"))}]";
        var body = Messages.Of($$"""{{{list("a")}},{{list("b")}},"c":[{"x":1,"y":0},{"x":0,"y":1}]}""");

        Agree(["""{"a":{"x":[1]},"b":{"x":[1]},"c":{"x":[1],"y":[1]}}"""], FilterScope.MessageBody, [body]);
        Agree(["""{"a":{"x":[1]},"b":{"x":[1]},"c":{"x":[1],"y":[0]}}"""], FilterScope.MessageBody, [body]);
    }

    [Fact]
    public void Both_scopes_and_equal_policies_are_found_in_ascending_order_and_once()
    {
        var body = FilterPolicy.Parse("""{"a":["x"]}""", FilterScope.MessageBody);
        var attribute = FilterPolicy.Parse("""{"$or":[{"a":["x"]},{"a":["x","y"]}]}""");
        var index = new FilterIndex([body, attribute, body, attribute, body, body, body, attribute]);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Match(index, Messages.Of("""{"a":"x"}""", ("a", MessageAttribute.OfString("x")))));
        Assert.Equal([1, 3, 7], Match(index, Messages.Of("text", ("a", MessageAttribute.OfString("y")))));
    }

    [Fact]
    public void A_message_nobody_wants_allocates_nothing()
    {
        string[] bodies = ["""{"id":["n{0}"],"l":{"x":[{0}]}}""", """{"name":[{"prefix":"p{0}"}]}""", """{"name":[{"suffix":"s{0}"}]}""", """{"price":[{"numeric":[">",{0}000]}]}""", """{"name":[{"equals-ignore-case":"C{0}"}]}"""];
        var policies = Enumerable.Range(1, 200).SelectMany(number => bodies.Select(body => FilterPolicy.Parse(body.Replace("{0}", $"{number}", StringComparison.Ordinal), FilterScope.MessageBody)))
            .Append(FilterPolicy.Parse("""{"city":["oslo"]}"""));
        var index = new FilterIndex([.. policies]);
        var message = Messages.Of("""{"id":"n7","name":"nobody","price":12.5,"l":[{"x":8},{"y":7}],"more":{"a":[1,2,{"b":null}]}}""", ("city", MessageAttribute.OfString("bergen")));
        var matched = new List<int>();
        index.Match(message, matched);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 100; run++)
        {
            index.Match(message, matched);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(matched);
    }

    [Fact]
    public void Ranges_of_numbers_are_found_as_if_each_were_asked()
    {
        var range = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 9], Gen.Int[0, 4]).Select((from, length, form) => form switch
        {
            0 => $"\">\",{from}",
            1 => $"\"<=\",{from}",
            2 => $"\"=\",{from}",
            3 => $"\">=\",{from},\"<\",{from + length + 1}",
            _ => $"\">\",{from},\"<=\",{from + length + 1}",
        });
        Gen.Select(range.Array[5, 60], Gen.Int[-4, 40]).Sample((ranges, halves) =>
            Agree([.. ranges.Select(text => $$"""{"n":[{"numeric":[{{text}}]}]}""")], FilterScope.MessageBody, [Messages.Of($$"""{"n":{{halves / 2.0}}}""")]));
    }

    private static List<int> Match(FilterIndex index, NotificationMessage message)
    {
        var matched = new List<int>();
        index.Match(message, matched);
        return matched;
    }

    private static void Agree(string[] policies, FilterScope scope, IEnumerable<NotificationMessage> messages)
    {
        var compiled = policies.Select(policy => FilterPolicy.Parse(policy, scope)).ToList();
        var index = new FilterIndex(compiled);
        foreach (var message in messages)
        {
            var expected = Enumerable.Range(0, compiled.Count).Where(number => compiled[number].Matches(message)).ToList();
            var found = Match(index, message);
            Assert.True(expected.SequenceEqual(found), Difference(policies, message, expected, found));
        }
    }

    private static string Difference(string[] policies, NotificationMessage message, List<int> expected, List<int> found)
    {
        var text = new StringBuilder($"{message.Body} {string.Join(", ", message.Attributes)}\n");
        foreach (var number in expected.Except(found))
        {
            text.AppendLine($"not found: {policies[number]}");
        }

        foreach (var number in found.Except(expected))
        {
            text.AppendLine($"found, and does not match: {policies[number]}");
        }

        return text.ToString();
    }
}
