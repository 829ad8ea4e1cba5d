using System.Text.Json.Nodes;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>One document store, as the suites use it.</summary>
public abstract class StoreHarness : IAsyncLifetime
{
    public abstract IDocumentStore Store { get; }

    /// <summary>How many random cases a property is tried on.</summary>
    public virtual int Cases => 60;

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
