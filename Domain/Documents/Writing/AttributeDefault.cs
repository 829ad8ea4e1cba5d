using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Makes the value of an attribute that has none.</summary>
internal sealed class AttributeDefault
{
    /// <summary>Makes the value at once; null for none.</summary>
    public Func<WriteRun, JsonNode?>? Make { get; init; }

    /// <summary>Makes the value when something has answered.</summary>
    public Func<WriteRun, CancellationToken, ValueTask<JsonNode?>>? MakeLate { get; init; }

    /// <summary>The value when it is always the same.</summary>
    public JsonNode? Constant { get; init; }

    /// <summary>Whether it takes the place of a value that was given.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether it is made from the document.</summary>
    public bool NeedsItem { get; init; }

    /// <summary>Makes the value without any tree, for the direct writer: a <c>Func&lt;WriteMoment, TValue&gt;</c>; null when that cannot be.</summary>
    public Delegate? Direct { get; init; }

    public bool IsLate => MakeLate is not null;
}
