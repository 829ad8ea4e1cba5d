namespace Virga.Documents;

/// <summary>Acts on the changes of one model's documents, one at a time. Made anew, in a scope of services of its own, for every attempt.</summary>
/// <remarks>
/// At least once: a change may come again after a crash. Effects written through <see cref="ChangeContext.TransactAsync"/> happen once. Changes of one document come in their order;
/// changes of different documents run side by side. A handler that throws is called again (<see cref="ChangesOptions.Attempts"/>); what it never takes becomes a dead letter
/// (<see cref="ChangeDeadLetters"/>) and holds up nothing else.
/// </remarks>
/// <typeparam name="T">The model's type.</typeparam>
public interface IChangeHandler<T>
{
    /// <summary>Acts on one change.</summary>
    Task HandleAsync(Change<T> change, ChangeContext context, CancellationToken cancellationToken);
}
