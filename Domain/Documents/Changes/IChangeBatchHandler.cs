namespace Virga.Documents;

/// <summary>Acts on the changes of one model's documents, all of one page of the feed together, in the feed's order.</summary>
/// <remarks>As <see cref="IChangeHandler{T}"/>. A batch that fails in all its attempts is taken apart: each change is given alone once, so that only the bad ones become dead letters.</remarks>
/// <typeparam name="T">The model's type.</typeparam>
public interface IChangeBatchHandler<T>
{
    /// <summary>Acts on one to about a hundred changes; how many a page has, the trigger decides.</summary>
    Task HandleAsync(IReadOnlyList<ChangeDelivery<T>> changes, CancellationToken cancellationToken);
}
