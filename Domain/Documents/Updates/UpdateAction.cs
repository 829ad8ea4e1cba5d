using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One change to a document, as data, in stored form. <see cref="UpdateApplier"/> defines the meaning; each store compiles it.</summary>
public abstract record UpdateAction
{
    private protected UpdateAction(DocumentPath path)
    {
        Path = path;
    }

    /// <summary>Where the change is made. Its parent must exist, or the update fails as a whole.</summary>
    public DocumentPath Path { get; }

    /// <summary>Sets the value, present or not. At a list index within the list it replaces the element.</summary>
    public sealed record Set(DocumentPath Target, JsonNode? Value) : UpdateAction(Target);

    /// <summary>Sets the value only when the attribute is absent (null counts as present).</summary>
    public sealed record SetIfAbsent(DocumentPath Target, JsonNode? Value) : UpdateAction(Target);

    /// <summary>Adds to a number; an absent attribute counts as 0. Anything but a number there fails the update.</summary>
    public sealed record Increment(DocumentPath Target, decimal By) : UpdateAction(Target);

    /// <summary>Removes the attribute or list element; nothing happens when it is absent.</summary>
    public sealed record Remove(DocumentPath Target) : UpdateAction(Target);

    /// <summary>Adds values to the end of a list; an absent attribute counts as an empty list.</summary>
    public sealed record Append(DocumentPath Target, ImmutableArray<JsonNode?> Values) : UpdateAction(Target);

    /// <summary>Puts values into a list, the first at the position and what was there after them; an absent attribute counts as an empty list. A position beyond the end fails the update.</summary>
    /// <param name="Target">The list.</param>
    /// <param name="Position">0 to put them before everything, to the length of the list to put them after.</param>
    /// <param name="Values">The values, in order.</param>
    public sealed record Insert(DocumentPath Target, int Position, ImmutableArray<JsonNode?> Values) : UpdateAction(Target);

    /// <summary>Adds to the end of a list those values it does not have; an absent attribute counts as an empty list.</summary>
    public sealed record Union(DocumentPath Target, ImmutableArray<JsonNode?> Values) : UpdateAction(Target);

    /// <summary>Removes from a list every element that is one of the values; nothing happens when the attribute is absent.</summary>
    public sealed record Except(DocumentPath Target, ImmutableArray<JsonNode?> Values) : UpdateAction(Target);
}
