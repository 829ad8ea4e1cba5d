using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The time of a write and where its new ids come from: one instant for all that one write makes.</summary>
internal sealed class WriteMoment(DateTimeOffset now, Func<DateTimeOffset, bool, Guid> newGuid)
{
    /// <summary>The moment of what is only checked: nothing is made then.</summary>
    public static WriteMoment None { get; } = new(default, static (_, _) => Guid.Empty);

    public DateTimeOffset Now { get; } = now;

    public Guid NewGuid(NewId kind) => newGuid(Now, kind.IsSortable);

    /// <summary>The time as an attribute keeps it.</summary>
    public JsonNode NowNode(AttributeModel attribute)
    {
        var now = JsonValue.Create(TextFormats.Write(Now));
        return attribute.Shape.IsStoredAsIs ? now : attribute.Shape.Normalise(now, new FaultScope())!;
    }
}
