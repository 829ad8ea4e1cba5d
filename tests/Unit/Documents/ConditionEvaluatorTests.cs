using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Virga.Documents;

namespace Unit.Documents;

public sealed class ConditionEvaluatorTests
{
    public static TheoryData<string, string, ComparisonOperator, string, bool> Comparisons => new()
    {
        { """{"a":1}""", "a", ComparisonOperator.Equal, "1.0", true },
        { """{"a":9007199254740993}""", "a", ComparisonOperator.Equal, "9007199254740992", true },
        { """{"a":"1"}""", "a", ComparisonOperator.Equal, "1", false },
        { """{"a":"1"}""", "a", ComparisonOperator.NotEqual, "1", true },
        { """{}""", "a", ComparisonOperator.NotEqual, "1", false },
        { """{}""", "a", ComparisonOperator.Equal, "null", false },
        { """{"a":null}""", "a", ComparisonOperator.Equal, "null", true },
        { """{"a":null}""", "a", ComparisonOperator.NotEqual, "1", true },
        { """{"a":null}""", "a", ComparisonOperator.LessThanOrEqual, "null", false },
        { """{"a":true}""", "a", ComparisonOperator.GreaterThan, "false", false },
        { """{"a":"b"}""", "a", ComparisonOperator.LessThan, "\"B\"", false },
        { """{"a":"ab"}""", "a", ComparisonOperator.GreaterThan, "\"a\"", true },
        { """{"a":"é"}""", "a", ComparisonOperator.GreaterThan, "\"z\"", true },
        { "{\"a\":\"\uFF5E\"}", "a", ComparisonOperator.LessThan, "\"\U0001F408\"", true },
        { """{"a":{"x":1,"y":[1,2]}}""", "a", ComparisonOperator.Equal, """{"y":[1,2.0],"x":1}""", true },
        { """{"a":[1,2]}""", "a", ComparisonOperator.Equal, "[2,1]", false },
        { """{"a":10}""", "a", ComparisonOperator.GreaterThan, "9", true },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Comparisons_follow_the_rules_of_the_store(string document, string attribute, ComparisonOperator comparison, string literal, bool expected)
    {
        var condition = new Condition.Compare(new Operand.Attribute(DocumentPath.Of(attribute)), comparison, new Operand.Literal(JsonNode.Parse(literal)));

        Assert.Equal(expected, ConditionEvaluator.Matches(condition, Cats.Json(document)));
        Assert.Equal(expected, ConditionEvaluator.Matches(condition, JsonElement.Parse(document)));
    }

    [Fact]
    public void Absent_is_not_null()
    {
        var document = Cats.Json("""{"n":null,"s":"abc","l":[1,null],"o":{}}""");

        Assert.True(Is(new Condition.Exists(DocumentPath.Of("n"))));
        Assert.False(Is(new Condition.Exists(DocumentPath.Of("x"))));
        Assert.True(Is(new Condition.OfType(DocumentPath.Of("n"), DocumentType.Null)));
        Assert.False(Is(new Condition.OfType(DocumentPath.Of("x"), DocumentType.Null)));
        Assert.True(Is(new Condition.Exists(DocumentPath.Of("l").Append(1))));
        Assert.False(Is(new Condition.Exists(DocumentPath.Of("l").Append(2))));
        Assert.True(Is(new Condition.Contains(new Operand.Attribute(DocumentPath.Of("l")), new Operand.Literal(null))));
        Assert.False(Is(new Condition.Contains(new Operand.Attribute(DocumentPath.Of("l")), new Operand.Attribute(DocumentPath.Of("x")))));
        Assert.False(Is(new Condition.In(new Operand.Attribute(DocumentPath.Of("x")), [new(null)])));
        Assert.True(Is(new Condition.In(new Operand.Attribute(DocumentPath.Of("n")), [new(null)])));
        Assert.False(Is(Compare(new Operand.Size(DocumentPath.Of("o")), 0)));
        Assert.True(Is(Compare(new Operand.Size(DocumentPath.Of("l")), 2)));
        Assert.True(Is(Compare(new Operand.Size(DocumentPath.Of("s")), 3)));
        Assert.True(Is(new Condition.All([])));
        Assert.False(Is(new Condition.Any([])));

        bool Is(Condition condition) => ConditionEvaluator.Matches(condition, document);
        static Condition Compare(Operand left, int right) => new Condition.Compare(left, ComparisonOperator.Equal, new Operand.Literal(right));
    }

    [Fact]
    public void De_Morgan_holds() => Gen.Select(Generate.Condition, Generate.Condition, Generate.Document).Sample((left, right, document) =>
        ConditionEvaluator.Matches(!(left & right), document) == ConditionEvaluator.Matches(!left | !right, document)
        && ConditionEvaluator.Matches(!(left | right), document) == ConditionEvaluator.Matches(!left & !right, document));

    [Fact]
    public void Twice_not_is_nothing() => Gen.Select(Generate.Condition, Generate.Document).Sample((condition, document) =>
        ConditionEvaluator.Matches(!!condition, document) == ConditionEvaluator.Matches(condition, document));

    [Fact]
    public void And_distributes_over_or() => Gen.Select(Generate.Condition, Generate.Condition, Generate.Condition, Generate.Document).Sample((a, b, c, document) =>
        ConditionEvaluator.Matches(a & (b | c), document) == ConditionEvaluator.Matches((a & b) | (a & c), document));

    [Fact]
    public void Parsed_and_built_documents_are_the_same() => Gen.Select(Generate.Condition, Generate.Document).Sample((condition, document) =>
        ConditionEvaluator.Matches(condition, document) == ConditionEvaluator.Matches(condition, JsonElement.Parse(document.ToJsonString())));

    [Fact]
    public void Of_two_values_of_one_ordered_type_exactly_one_is_less_equal_or_greater() => Gen.Select(Generate.Scalar, Generate.Scalar).Sample((left, right) =>
    {
        var document = new JsonObject { ["l"] = left, ["r"] = right };
        bool Is(ComparisonOperator comparison) => ConditionEvaluator.Matches(
            new Condition.Compare(new Operand.Attribute(DocumentPath.Of("l")), comparison, new Operand.Attribute(DocumentPath.Of("r"))), document);

        var ordered = left is not null && right is not null && left.GetValueKind() == right.GetValueKind() && left.GetValueKind() is JsonValueKind.Number or JsonValueKind.String && left!.GetValueKind() == right?.GetValueKind();
        var truths = new[] { Is(ComparisonOperator.LessThan), Is(ComparisonOperator.Equal), Is(ComparisonOperator.GreaterThan) }.Count(truth => truth);
        return Is(ComparisonOperator.Equal) != Is(ComparisonOperator.NotEqual) && (!ordered || truths == 1)
            && Is(ComparisonOperator.LessThanOrEqual) == (ordered && !Is(ComparisonOperator.GreaterThan));
    });

    [Fact]
    public void Text_is_ordered_by_its_UTF8_bytes() => Gen.Select(Generate.Text, Generate.Text).Sample((left, right) =>
    {
        var bytes = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
        return Math.Sign(CodePointOrder.Compare(left, right)) == Math.Sign(bytes);
    });
}
