using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>An update in stored form.</summary>
/// <param name="Actions">What changes, the update time included.</param>
/// <param name="Touched">The attributes of the document itself that change, or inside which something does.</param>
/// <param name="NeedsDocument">Whether only the whole document can tell if the result is right, so that it must be read first.</param>
internal sealed record UpdatePlan(ImmutableArray<UpdateAction> Actions, ImmutableArray<AttributeModel> Touched, bool NeedsDocument)
{
    /// <summary>Where decimals are added to, so that reading and replacing adds them exactly.</summary>
    public ImmutableArray<DocumentPath> Decimals { get; init; } = [];
}
