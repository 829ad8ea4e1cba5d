using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>An update in stored form.</summary>
/// <param name="Actions">What changes, the update time included.</param>
/// <param name="Touched">The attributes of the document itself that change, or inside which something does.</param>
/// <param name="NeedsDocument">Whether the document must be read first: only all of it can tell if the result is right, or the store has no such patch.</param>
internal sealed record UpdatePlan(ImmutableArray<UpdateAction> Actions, ImmutableArray<AttributeModel> Touched, bool NeedsDocument)
{
    /// <summary>What the document must be for the patch to be right, beyond what the store asks itself; where it is not, reading and replacing tells what is wrong.</summary>
    public ImmutableArray<Condition> Guards { get; init; } = [];

    /// <summary>Whether a patch may be refused for what the document has or lacks (a list to append to, room to add), and reading and replacing would not, or would say why.</summary>
    public bool MayNotFit { get; init; }

    /// <summary>The condition a patch goes with.</summary>
    public Condition? Guarded(Condition? condition) => Guards.IsEmpty ? condition : new Condition.All(condition is null ? [.. Guards] : [condition, .. Guards]);

    /// <summary>Where decimals are added to, so that reading and replacing adds them exactly.</summary>
    public ImmutableArray<DocumentPath> Decimals { get; init; } = [];
}
