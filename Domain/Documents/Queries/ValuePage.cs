namespace Virga.Documents;

/// <summary>One page of a projection.</summary>
/// <typeparam name="T">What was selected.</typeparam>
/// <param name="Values">The results, in order; as many as were asked for unless the query ended.</param>
/// <param name="Next">The cursor of the next page; null when there is none.</param>
/// <param name="RequestCharge">What the page cost, in request units.</param>
public sealed record ValuePage<T>(IReadOnlyList<T> Values, string? Next, double RequestCharge)
{
    /// <summary>Documents that could not be read, where the model collects them (<see cref="ReadPolicy.Collect"/>).</summary>
    public IReadOnlyList<DocumentReadException> Unreadable { get; init; } = [];
}
