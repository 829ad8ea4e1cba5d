using System.Text.Json.Nodes;
using Conformance.Running;

namespace Conformance.Cosmos;

/// <summary>Every case of <c>cases.json</c> against one endpoint.</summary>
public abstract class WireConformance(WireHarness harness)
{
    private const string DefaultContainer = """{"partitionKey":{"paths":["/pk"],"kind":"Hash","version":2}}""";

    [ConformanceTheory]
    [MemberData(nameof(WireCases.Names), MemberType = typeof(WireCases))]
    public async Task A_case_of_the_table_is_answered_as_it_says(string name)
    {
        var one = WireCases.Named(name);
        var saved = new Dictionary<string, string> { ["db"] = harness.Database, ["coll"] = $"c{Guid.NewGuid():n}" };
        var definition = (one.Container ?? JsonNode.Parse(DefaultContainer)!).DeepClone();
        definition["id"] = saved["coll"];
        using var created = await harness.SendAsync("POST", $"/dbs/{harness.Database}/colls", definition.ToJsonString(), []);
        Assert.Equal(201, (int)created.StatusCode);
        foreach (var step in one.Steps)
        {
            await CheckAsync(step, saved);
        }

        using var gone = await harness.SendAsync("DELETE", $"/dbs/{harness.Database}/colls/{saved["coll"]}", null, []);
    }

    private async Task CheckAsync(WireStep step, Dictionary<string, string> saved)
    {
        string Fill(string text) => saved.Aggregate(text, (filled, save) => filled.Replace($"{{{save.Key}}}", save.Value, StringComparison.Ordinal));
        var path = Fill(step.Path.StartsWith('/') ? step.Path : $"/dbs/{{db}}/colls/{{coll}}/{step.Path}").TrimEnd('/');
        using var response = await harness.SendAsync(
            step.Method, path.Length == 0 ? "/" : path, step.Body is null ? null : Fill(step.Body.ToJsonString()), step.Headers.Select(header => KeyValuePair.Create(header.Key, Fill(header.Value))));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var shown = $"{step.Method} {path} answered {(int)response.StatusCode} {body}";
        Assert.True(step.Status == (int)response.StatusCode, $"{shown}; expected {step.Status}");
        Assert.True(step.Substatus is null || Header(response, "x-ms-substatus") == step.Substatus.ToString(), $"{shown}; the substatus was {Header(response, "x-ms-substatus") ?? "absent"}, expected {step.Substatus}");
        foreach (var (name, expected) in step.ExpectHeaders)
        {
            var actual = Header(response, name);
            Assert.True(expected switch { "$any" => actual is not null, "$absent" => actual is null, _ => actual == Fill(expected) }, $"{shown}; {name} was {actual ?? "absent"}, expected {expected}");
        }

        if (step.Expect is JsonValue value && value.TryGetValue<string>(out var mark) && mark == "$empty")
        {
            Assert.Equal("", body);
        }
        else if (step.Expect is not null)
        {
            var difference = JsonSubset.Difference(JsonNode.Parse(Fill(step.Expect.ToJsonString())), JsonNode.Parse(body));
            Assert.True(difference is null, $"{shown}\n{difference}");
        }

        foreach (var (name, source) in step.Save)
        {
            saved[name] = Header(response, source["header:".Length..]) ?? throw new InvalidOperationException($"{shown}; it has no {source} to keep.");
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
