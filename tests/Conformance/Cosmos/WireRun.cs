using System.Text.Json.Nodes;

namespace Conformance.Cosmos;

/// <summary>Plays cases of <c>cases.json</c> against one endpoint, each in a container of its own, and holds every answer to what the case says.</summary>
public sealed class WireRun(WireHarness harness)
{
    private const string DefaultContainer = """{"partitionKey":{"paths":["/pk"],"kind":"Hash","version":2}}""";

    /// <summary>Plays a case and holds every answer to what it says.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">An answer is not what the case says.</exception>
    public async Task CheckAsync(WireCase one)
    {
        await foreach (var answer in PlayAsync(one))
        {
            Check(answer);
        }
    }

    /// <summary>Plays a case, a step at a time.</summary>
    public async IAsyncEnumerable<WireAnswer> PlayAsync(WireCase one)
    {
        var saved = new Dictionary<string, string> { ["db"] = harness.Database, ["coll"] = $"c{Guid.NewGuid():n}" };
        var definition = (one.Container ?? JsonNode.Parse(DefaultContainer)!).DeepClone();
        definition["id"] = saved["coll"];
        using var created = await harness.SendAsync("POST", $"/dbs/{harness.Database}/colls", definition.ToJsonString(), []);
        Assert.Equal(201, (int)created.StatusCode);
        foreach (var step in one.Steps)
        {
            yield return await SendAsync(step, saved);
        }

        using var gone = await harness.SendAsync("DELETE", $"/dbs/{harness.Database}/colls/{saved["coll"]}", null, []);
    }

    private async Task<WireAnswer> SendAsync(WireStep step, Dictionary<string, string> saved)
    {
        string Fill(string text) => saved.Aggregate(text, (filled, save) => filled.Replace($"{{{save.Key}}}", save.Value, StringComparison.Ordinal));
        var path = Fill(step.Path.StartsWith('/') ? step.Path : $"/dbs/{{db}}/colls/{{coll}}/{step.Path}").TrimEnd('/');
        using var response = await harness.SendAsync(
            step.Method, path.Length == 0 ? "/" : path, step.Body is null ? null : Fill(step.Body.ToJsonString()), step.Headers.Select(header => KeyValuePair.Create(header.Key, Fill(header.Value))));
        var headers = response.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var answer = new WireAnswer(step, (int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        {
            // Before this answer's own headers are kept.
            Expected = step.Expect is null ? null : Fill(step.Expect.ToJsonString()),
            ExpectedHeaders = step.ExpectHeaders.ToDictionary(header => header.Key, header => Fill(header.Value)),
        };
        foreach (var (name, source) in step.Save)
        {
            saved[name] = answer.Header(source["header:".Length..]) ?? "";
        }

        return answer;
    }

    private static void Check(WireAnswer answer)
    {
        var step = answer.Step;
        Assert.True(step.Status == answer.Status, $"{answer}; expected {step.Status}");
        Assert.True(step.Substatus is null || answer.Header("x-ms-substatus") == step.Substatus.ToString(), $"{answer}; the substatus was {answer.Header("x-ms-substatus") ?? "absent"}, expected {step.Substatus}");
        foreach (var (name, expected) in answer.ExpectedHeaders)
        {
            var actual = answer.Header(name);
            Assert.True(expected switch { "$any" => actual is not null, "$absent" => actual is null, _ => actual == expected }, $"{answer}; {name} was {actual ?? "absent"}, expected {expected}");
        }

        foreach (var source in step.Save.Values)
        {
            Assert.True(answer.Header(source["header:".Length..]) is not null, $"{answer}; it has no {source} to keep.");
        }

        if (answer.Expected == "\"$empty\"")
        {
            Assert.Equal("", answer.Body);
        }
        else if (answer.Expected is not null)
        {
            var difference = JsonSubset.Difference(JsonNode.Parse(answer.Expected), JsonNode.Parse(answer.Body));
            Assert.True(difference is null, $"{answer}\n{difference}");
        }
    }
}
