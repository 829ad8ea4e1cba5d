using System.Text.Json.Nodes;
using Support;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>What the local host says of functions is what the worker's build tells the Functions host.</summary>
public sealed class FunctionsMetadataTests
{
    private static readonly JsonArray Samples = FunctionsMetadata.Of(FunctionScanner.Scan([typeof(BindingSamples)]));

    [Fact]
    public async Task Every_binding_is_described_as_the_workers_build_describes_it()
    {
        var path = Repository.PathOf("tests/Integration/LocalHost/Metadata/binding-samples.json");
        var built = (JsonArray)JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;

        Assert.Empty(FunctionsMetadata.Compare(built, Samples, "the worker's build", "the local host"));
    }

    [Fact]
    public void Functions_are_listed_in_the_order_in_which_their_routes_are_tried()
    {
        var names = Samples.Select(f => (string)f!["name"]!).ToArray();

        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public void A_renamed_function_and_a_changed_binding_are_told()
    {
        var changed = (JsonArray)Samples.DeepClone();
        changed.First(f => (string)f!["name"]! == "TimerBare")!["name"] = "TimerRenamed";
        changed.First(f => (string)f!["name"]! == "QueueText")!["bindings"]![0]!["queueName"] = "dogs";

        var differences = FunctionsMetadata.Compare(Samples, changed, "before", "after");

        Assert.Equal(3, differences.Count);
        Assert.StartsWith("QueueText differs:\n  before: {", differences[0], StringComparison.Ordinal);
        Assert.Contains("\"queueName\":\"dogs\"", differences[0], StringComparison.Ordinal);
        Assert.Equal(["TimerBare is in before only", "TimerRenamed is in after only"], differences.Skip(1));
    }

    [Fact]
    public void The_text_is_the_same_on_every_system()
    {
        var text = FunctionsMetadata.Text(Samples);

        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("]\n", text, StringComparison.Ordinal);
        Assert.Contains("\"{*path}\"", text, StringComparison.Ordinal);
    }
}
