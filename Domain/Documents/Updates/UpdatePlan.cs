using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>An update in stored form.</summary>
/// <param name="Actions">What changes, the update time included.</param>
/// <param name="Touched">The attributes of the document itself that change, or inside which something does.</param>
/// <param name="NeedsDocument">Whether the document must be read first: only all of it can tell if the result is right, or the store has no such patch.</param>
internal sealed record UpdatePlan(ImmutableArray<UpdateAction> Actions, ImmutableArray<AttributeModel> Touched, bool NeedsDocument)
{
    /// <summary>Whether a patch may be refused for what the document lacks (a list to append to), and reading and replacing would not.</summary>
    public bool MayNotFit { get; init; }

    /// <summary>Where decimals are added to, so that reading and replacing adds them exactly.</summary>
    public ImmutableArray<DocumentPath> Decimals { get; init; } = [];
}
