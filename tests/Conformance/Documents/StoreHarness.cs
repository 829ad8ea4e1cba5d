using System.Text.Json.Nodes;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>One document store, as the suites use it.</summary>
public abstract class StoreHarness : IAsyncLifetime
{
    public const string UniqueContainer = "unique";

    public const string LevelsContainer = "levels";

    public const string OwnPathContainer = "own-path";

    /// <summary>The containers the suites write to, beside the default one.</summary>
    public static ContainerLayouts Layouts { get; } = new(
    [
        ContainerLayout.Of(UniqueContainer, 1, [new UniqueKeyPath("cat", "email"), new UniqueKeyPath("cat", "chip"), new UniqueKeyPath("dog", "tag")]),
        ContainerLayout.Of(LevelsContainer, 3),
        new ContainerLayout(OwnPathContainer, ["tenantId"], []),
    ]);

    public abstract IDocumentStore Store { get; }

    /// <summary>How many random cases a property is tried on; most cases are dozens of comparisons. A failure prints its seed: <c>CsCheck_Seed=… dotnet test …</c> begins with it.</summary>
    public virtual int Cases => 200;

    /// <summary>A partition no other test uses.</summary>
    public StorePartition NewPartition() => StorePartition.Of($"p-{Guid.NewGuid():n}");

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>A body of the suites' model.</summary>
    public static JsonObject Body(params ReadOnlySpan<(string Name, JsonNode? Value)> attributes)
    {
        var body = new JsonObject { [EnvelopeNames.Model] = "cat" };
        foreach (var (name, value) in attributes)
        {
            body[name] = value;
        }

        return body;
    }

    /// <summary>What the caller wrote, without what the store and the framework added.</summary>
    public static JsonObject Content(StoredDocument document)
    {
        var body = (JsonObject)JsonNode.Parse(document.Body.Span)!;
        foreach (var name in body.Select(attribute => attribute.Key).Where(EnvelopeNames.IsReserved).ToList())
        {
            body.Remove(name);
        }

        return body;
    }
}
