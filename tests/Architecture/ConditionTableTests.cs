using System.Text.Json.Nodes;
using Virga.Documents;

namespace Architecture;

/// <summary>The table of absent and null in docs/guide/conditions.md is what the evaluator says, and has every operator.</summary>
public sealed class ConditionTableTests
{
    private static readonly JsonObject[] Documents = [new(), new() { ["a"] = null }, new() { ["a"] = "x" }, new() { ["a"] = 1 }];

    private static readonly Dictionary<string, Condition> Conditions = new()
    {
        ["`Equal(\"x\")`"] = A.Equal("x"),
        ["`Equal(null)`"] = A.Equal(null),
        ["`NotEqual(\"x\")`"] = A.NotEqual("x"),
        ["`NotEqual(null)`"] = A.NotEqual(null),
        ["`LessThan(\"y\")`"] = A.LessThan("y"),
        ["`LessThanOrEqual(\"x\")`"] = A.LessThanOrEqual("x"),
        ["`GreaterThan(\"w\")`"] = A.GreaterThan("w"),
        ["`GreaterThanOrEqual(\"x\")`"] = A.GreaterThanOrEqual("x"),
        ["`LessThan(null)`"] = A.LessThan(null),
        ["`Between(\"a\", \"z\")`"] = A.Between("a", "z"),
        ["`In(\"x\", \"y\")`"] = A.In("x", "y"),
        ["`In(null)`"] = A.In([null]),
        ["`In()`"] = A.In(),
        ["`EqualIgnoringCase(\"X\")`"] = A.EqualIgnoringCase("X"),
        ["`BeginsWith(\"x\")`"] = A.BeginsWith("x"),
        ["`EndsWith(\"x\")`"] = A.EndsWith("x"),
        ["`Contains(\"x\")`"] = A.Contains("x"),
        ["`Contains(null)`"] = A.Contains(null),
        ["`Exists()`"] = A.Exists(),
        ["`IsNull()`"] = A.IsNull(),
        ["`IsType(Null)`"] = A.IsType(DocumentType.Null),
        ["`IsType(String)`"] = A.IsType(DocumentType.String),
        ["`Size.Equal(1)`"] = A.Size.Equal(1),
        ["`Any(Equal(\"x\"))`"] = A.Any(Condition.On().Equal("x")),
        ["`All(Equal(\"x\"))`"] = A.All(Condition.On().Equal("x")),
        ["`Compare(Equal, b)`, `b` absent"] = A.Compare(ComparisonOperator.Equal, Condition.On("b")),
        ["`Compare(NotEqual, b)`, `b` absent"] = A.Compare(ComparisonOperator.NotEqual, Condition.On("b")),
    };

    private static ConditionSubject A => Condition.On("a");

    [Fact]
    public void The_table_is_what_the_evaluator_says()
    {
        var rows = File.ReadAllLines(Support.Repository.PathOf("docs/guide/conditions.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 7 && cells[2..6].All(cell => cell is "true" or "false"))
            .ToDictionary(cells => cells[1], cells => cells[2..6]);

        Assert.Equal(Conditions.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(Conditions, condition => Assert.Equal(
            Documents.Select(document => ConditionEvaluator.Matches(condition.Value, document) ? "true" : "false"),
            rows[condition.Key]));
    }
}
