using System.Text.Json.Nodes;

namespace Conformance.Cosmos;

/// <summary>One request of a case and what its answer must be.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; without a leading slash it lies in the case's container.</param>
/// <param name="Status">The expected status.</param>
public sealed record WireStep(string Method, string Path, int Status)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonNode? Body { get; init; }

    /// <summary>The expected substatus; null when any will do.</summary>
    public int? Substatus { get; init; }

    /// <summary>What the body must contain; null when any will do.</summary>
    public JsonNode? Expect { get; init; }

    public IReadOnlyDictionary<string, string> ExpectHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers of the answer to keep for later steps, by name: <c>header:etag</c>.</summary>
    public IReadOnlyDictionary<string, string> Save { get; init; } = new Dictionary<string, string>();
}
