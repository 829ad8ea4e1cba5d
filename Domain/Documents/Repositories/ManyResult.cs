namespace Virga.Documents;

/// <summary>What getting many documents gave.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <param name="Items">The documents found, in the order of the keys asked for; a key asked for twice comes twice.</param>
/// <param name="Missing">The keys that name no document, each once, in order.</param>
/// <param name="RequestCharge">What all reads together cost, in request units.</param>
public sealed record ManyResult<T>(IReadOnlyList<Item<T>> Items, IReadOnlyList<DocumentKey> Missing, double RequestCharge);
