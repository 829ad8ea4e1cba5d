using System.Text.Json;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The table of cases in filter-cases.jsonl: a policy, a message, whether it matches, and what is said when it does not.</summary>
public sealed class FilterCaseTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "filter-cases.jsonl"));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Lines.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_case_of_the_table_is_matched_and_explained(int number)
    {
        using var document = JsonDocument.Parse(Lines[number]);
        var json = document.RootElement;
        var isBody = json.TryGetProperty("body", out var body);
        var message = isBody
            ? Messages.Of(body.GetString()!)
            : Messages.Of("{}", [.. json.GetProperty("attributes").EnumerateObject().Select(Attribute)]);
        var policy = FilterPolicy.Parse(json.GetProperty("policy").GetRawText(), isBody ? FilterScope.MessageBody : FilterScope.MessageAttributes);
        var expected = json.GetProperty("matches").GetBoolean();
        var found = new List<int>();
        new FilterIndex([policy]).Match(message, found);
        var explanation = policy.Explain(message);

        Assert.Equal(expected, policy.Matches(message));
        Assert.Equal(expected, found.Count == 1);
        Assert.Equal(expected, explanation.Matches);
        if (!expected)
        {
            Assert.Equal(json.GetProperty("says").EnumerateArray().Select(line => line.GetString()!), explanation.ToLines());
        }
    }

    [Fact]
    public void The_table_has_200_cases_and_more() => Assert.InRange(Lines.Length, 200, int.MaxValue);

    private static (string, MessageAttribute) Attribute(JsonProperty attribute) =>
        (attribute.Name, new MessageAttribute(attribute.Value.GetProperty("Type").GetString()!, attribute.Value.GetProperty("Value").GetString()!));
}
