using System.Text.Json.Nodes;
using Conformance.Running;

namespace Conformance.Cosmos;

/// <summary>Every case of <c>cases.json</c> against <c>@vercel/cosmosdb-server</c> and the embedded endpoint at once: they agree, but for the cases that <c>vercel.json</c> gives a reason for.</summary>
[NeedsVercel]
public sealed class VercelTests(VercelPair pair) : IClassFixture<VercelPair>
{
    private static readonly JsonObject Wrong = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cosmos", "vercel.json")))!["wrong"]!.AsObject();

    [ConformanceTheory]
    [MemberData(nameof(WireCases.Names), MemberType = typeof(WireCases))]
    public async Task Both_answer_alike_unless_a_reason_is_known(string name)
    {
        var difference = await DifferenceAsync(WireCases.Named(name));

        if (Wrong[name] is { } reason)
        {
            Assert.True(difference is not null, $"They agree by now; the reason '{reason}' can go.");
        }
        else
        {
            Assert.True(difference is null, difference);
        }
    }

    [ConformanceFact]
    public void Every_reason_is_about_a_case() => Assert.Empty(Wrong.Select(reason => reason.Key).Except(WireCases.Names.Select(row => row.Data)));

    /// <summary>The first step that the other server answers otherwise; null when there is none.</summary>
    private async Task<string?> DifferenceAsync(WireCase one)
    {
        await using var others = pair.Vercel.PlayAsync(one).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await foreach (var ours in pair.Embedded.PlayAsync(one))
        {
            await others.MoveNextAsync();
            if (Difference(ours, others.Current) is { } difference)
            {
                return $"{difference}\nours: {ours}\ntheirs: {others.Current}";
            }
        }

        return null;
    }

    /// <summary>The status is the same; so is the code of a refusal, where both say one; a body has what the case asks for, and documents are the same but for what each write makes anew.</summary>
    private static string? Difference(WireAnswer ours, WireAnswer theirs)
    {
        if (ours.Status != theirs.Status)
        {
            return "status";
        }

        if (ours.Status >= 400)
        {
            return Json(theirs.Body)?["code"] is { } code && !JsonNode.DeepEquals(Json(ours.Body)?["code"], code) ? "code" : null;
        }

        return theirs.Expected == "\"$empty\"" ? (theirs.Body.Length == 0 ? null : "body")
            : theirs.Expected is not null && JsonSubset.Difference(JsonNode.Parse(theirs.Expected), Json(theirs.Body)) is { } missing ? missing
            : ours.Step.Path.StartsWith("docs", StringComparison.Ordinal) && !JsonNode.DeepEquals(Plain(Json(ours.Body)), Plain(Json(theirs.Body))) ? "documents"
            : null;
    }

    private static JsonNode? Json(string body) => body.Length == 0 ? null : JsonNode.Parse(body);

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => !member.Key.StartsWith('_')).Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => node?.DeepClone(),
    };
}
