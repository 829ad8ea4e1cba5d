using System.Text.Json.Nodes;
using Conformance.Running;
using CsCheck;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Every <see cref="IDocumentStore"/> means by a condition what <see cref="ConditionEvaluator"/> says, in queries and in conditional writes.</summary>
public abstract class ConditionConformance(StoreHarness harness) : StoreConformance(harness)
{
    private static readonly DocumentPath A = DocumentPath.Of("a");
    private static readonly Operand AttributeA = new Operand.Attribute(A);

    private static readonly string[] Contents =
    [
        "{}", """{"a":null}""", """{"a":1}""", """{"a":"x"}""", """{"a":true}""", """{"a":[1,"x",null,{"k":1}]}""", """{"a":{"k":1,"l":[]}}""",
        """{"a":"xyz","b":"x"}""", """{"a":2,"b":2}""", """{"a":[],"b":0}""", """{"a":"","b":""}""",
    ];

    [ConformanceFact]
    public async Task A_query_finds_what_the_evaluator_matches_in_hard_cases()
    {
        var documents = await FillAsync(Contents);
        var b = new Operand.Attribute(DocumentPath.Of("b"));
        var values = (JsonNode?[])[null, 1, "x", true, JsonNode.Parse("""[1,"x",null,{"k":1}]"""), JsonNode.Parse("""{"l":[],"k":1}""")];
        List<Condition> conditions =
        [
            new Condition.All([]), new Condition.Any([]),
            new Condition.Exists(A), new Condition.Exists(DocumentPath.Of("a", "k")), new Condition.Exists(A.Append(1)), new Condition.Exists(DocumentPath.Root),
            .. Enum.GetValues<DocumentType>().Select(type => new Condition.OfType(A, type)),
            .. Enum.GetValues<ComparisonOperator>().SelectMany(comparison => values.Select(value => Compare("a", comparison, value?.DeepClone()))),
            .. Enum.GetValues<ComparisonOperator>().Select(comparison => new Condition.Compare(AttributeA, comparison, b)),
            .. Enum.GetValues<ComparisonOperator>().Select(comparison => new Condition.Compare(new Operand.Size(A), comparison, new Operand.Literal(1))),
            .. values.Select(value => new Condition.Contains(AttributeA, new Operand.Literal(value?.DeepClone()))),
            .. values.Select(value => new Condition.BeginsWith(AttributeA, new Operand.Literal(value?.DeepClone()))),
            .. values.Select(value => new Condition.EndsWith(AttributeA, new Operand.Literal(value?.DeepClone()))),
            .. values.Select(value => new Condition.SameText(AttributeA, new Operand.Literal(value?.DeepClone()))),
            .. ((DocumentType[])[DocumentType.String, DocumentType.List, DocumentType.Number]).Select(type => new Condition.Contains(AttributeA, new Operand.Literal("x")) { Of = type }),
            new Condition.BeginsWith(AttributeA, new Operand.Literal("X")) { IgnoreCase = true }, new Condition.EndsWith(AttributeA, new Operand.Literal("YZ")) { IgnoreCase = true },
            new Condition.Contains(AttributeA, new Operand.Literal("Y")) { IgnoreCase = true }, new Condition.SameText(AttributeA, new Operand.Literal("XYZ")),
            new Condition.Contains(AttributeA, b), new Condition.BeginsWith(AttributeA, b), new Condition.EndsWith(AttributeA, b), new Condition.SameText(AttributeA, b),
            .. ((Condition[])[new Condition.All([]), new Condition.Any([]), Condition.On().Equal("x"), !Condition.On().Equal("x"), Condition.On("k").Exists(), Condition.On().IsNull()])
                .SelectMany(part => (Condition[])[new Condition.AnyElement(A, part), new Condition.AllElements(A, part)]),
            Condition.On("a").Any(Condition.On("k").Any(Condition.On().Equal(1)) | Condition.On("k").Equal(1)),
            new Condition.In(AttributeA, []), new Condition.In(AttributeA, [.. values.Select(value => new Operand.Literal(value?.DeepClone()))]),
        ];

        foreach (var condition in conditions.SelectMany(condition => (Condition[])[condition, !condition, !!condition]))
        {
            await SameAsEvaluatorAsync(documents, condition);
        }
    }

    [ConformanceFact]
    public async Task A_query_finds_what_the_evaluator_matches_in_random_cases()
    {
        await Gen.Select(DocumentGen.Document.Array[12], DocumentGen.Condition.Array[6]).SampleAsync(
            async (contents, conditions) =>
            {
                var partition = Harness.NewPartition();
                var documents = await FillAsync(contents, partition);
                foreach (var condition in conditions)
                {
                    await SameAsEvaluatorAsync(documents, condition, partition);
                }
            },
            iter: Harness.Cases, threads: 1,
            print: sample => $"{string.Join('\n', sample.Item1)}\n{string.Join('\n', sample.Item2.Select(DocumentGen.Print))}");
    }

    [ConformanceFact]
    public async Task A_conditional_write_happens_when_the_evaluator_matches()
    {
        await Gen.Select(DocumentGen.Document, DocumentGen.Native.Array[4]).SampleAsync(
            async (content, conditions) =>
            {
                var partition = Harness.NewPartition();
                var document = (await FillAsync([content], partition))["0"];
                foreach (var condition in conditions)
                {
                    var refusal = await Record.ExceptionAsync(() => WriteAsync(new StoreOperation.Check(Id("0"), condition), partition));

                    Assert.True(refusal is null or ConditionFailedException, $"{DocumentGen.Print(condition)}: {refusal}");
                    Assert.True(ConditionEvaluator.Matches(condition, document) == refusal is null, $"{DocumentGen.Print(condition)} of {content}");
                }
            },
            iter: Harness.Cases, threads: 1, print: sample => $"{sample.Item1}\n{string.Join('\n', sample.Item2.Select(DocumentGen.Print))}");
    }

    [ConformanceFact]
    public async Task A_question_about_elements_of_a_list_is_refused_with_a_write()
    {
        await CreateAsync("tom", ("a", new JsonArray(1)));
        var condition = Condition.On("a").Any(Condition.On().Equal(1));

        Assert.False(PatchRules.IsNative(condition | Condition.On("b").Exists()));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Check(Id("tom"), condition)));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("b", 1)]) { Condition = !condition }));
    }

    [ConformanceTheory]
    [InlineData("\") OR true OR (c[\"a\"] = \"")]
    [InlineData("' OR '1' = '1")]
    [InlineData("\\\" OR 1=1 --")]
    [InlineData("\u0000\u001f\u2028\ud83d\ude00</script>")]
    public async Task Text_in_a_condition_is_never_read_as_language(string text)
    {
        await CreateAsync("odd", ("a", text), (text, "v"));
        await CreateAsync("plain", ("a", "plain"));

        Assert.Equal(["odd"], Keys(await QueryAsync(Query(Is("a", text)))));
        Assert.Equal(["odd"], Keys(await QueryAsync(Query(Is(text, "v")))));
        await WriteAsync(new StoreOperation.Check(Id("odd"), Is("a", text) & Is(text, "v")));
        await Assert.ThrowsAsync<ConditionFailedException>(() => WriteAsync(new StoreOperation.Check(Id("plain"), Is("a", text))));
    }

    private async Task<Dictionary<string, JsonObject>> FillAsync(string[] contents, StorePartition? partition = null)
    {
        var documents = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var operations = new List<StoreOperation>();
        for (var index = 0; index < contents.Length; index++)
        {
            var document = JsonNode.Parse(contents[index])!.AsObject();
            documents.Add($"{index}", document);
            var body = (JsonObject)document.DeepClone();
            body[EnvelopeNames.Model] = "cat";
            operations.Add(new StoreOperation.Create(Id($"{index}"), body));
        }

        await Store.TransactAsync(new StoreTransaction(partition ?? Partition, [.. operations]), Stop);
        return documents;
    }

    private async Task SameAsEvaluatorAsync(Dictionary<string, JsonObject> documents, Condition condition, StorePartition? partition = null)
    {
        var expected = documents.Where(document => ConditionEvaluator.Matches(condition, document.Value)).Select(document => document.Key).ToHashSet();
        var found = Keys(await QueryAsync(new StoreQuery(Partition.Container, (partition ?? Partition).Key) { Filter = condition })).ToHashSet();
        var missed = expected.Except(found).Select(key => documents[key].ToJsonString()).ToList();
        var wrong = found.Except(expected).Select(key => documents[key].ToJsonString()).ToList();

        Assert.True(missed.Count + wrong.Count == 0, $"{DocumentGen.Print(condition)}\nmissed {string.Join(' ', missed)}\nwrongly found {string.Join(' ', wrong)}");
    }
}
