namespace Virga.Gateway;

/// <summary>What a handler knows of the operation it does.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Attempt">Which attempt this is, 1 the first.</param>
/// <param name="Subject">Who asked for it; null for nobody known.</param>
public sealed record OperationContext(string Id, int Attempt, string? Subject)
{
    /// <summary>A token for transactions (<c>TransactionOptions.Token</c>): the same in every attempt, so that what was written is not written again.</summary>
    /// <param name="step">Which of several transactions.</param>
    public string Token(string step = "effects") => $"operation-{Id}-{step}";
}
