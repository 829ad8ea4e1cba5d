namespace Virga.Documents;

/// <summary>What was put together for one page.</summary>
/// <param name="Results">The results, in order.</param>
/// <param name="Unreadable">What the model could not read, where it collects that.</param>
/// <param name="Continuation">The store's own, for what follows.</param>
/// <param name="Charge">What it cost, in request units.</param>
internal sealed record FetchedPage<TResult>(List<TResult> Results, List<DocumentReadException> Unreadable, string? Continuation, double Charge);
