namespace Virga.Documents;

/// <summary>One change of a batch with its context.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <param name="Change">The change.</param>
/// <param name="Context">Writes this change's effects once.</param>
public sealed record ChangeDelivery<T>(Change<T> Change, ChangeContext Context);
