namespace Virga.Documents;

/// <summary>What a transaction sends for one operation.</summary>
/// <param name="Operation">The write.</param>
/// <param name="Complete">Makes the operation's item of its new version; null where there is none to give back.</param>
internal sealed record PreparedOperation(StoreOperation Operation, Func<string, object>? Complete)
{
    /// <summary>What the model runs once the transaction has happened; null for nothing.</summary>
    public Func<CancellationToken, ValueTask>? After { get; init; }
}
