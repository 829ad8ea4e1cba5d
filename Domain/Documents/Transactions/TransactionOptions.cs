namespace Virga.Documents;

/// <summary>How a transaction is done.</summary>
public sealed record TransactionOptions
{
    /// <summary>Names this one transaction, so that it happens once however often it is tried: by the caller after a time-out, or by the framework itself.</summary>
    /// <remarks>A marker with the token is written in the same transaction. Whoever comes later with it changes nothing and gets the recorded result (<see cref="TransactionOutcome.IsReplay"/>).
    /// Take a new token for every new intent (a request's idempotency key, a message's id), and the same for its retries. Without a token a transaction that timed out is never tried again,
    /// because it may have happened. A token takes one of the transaction's operations.</remarks>
    /// <value>null: none</value>
    public string? Token { get; init; }

    /// <summary>How long the token is remembered, from a minute to a year.</summary>
    /// <value>24 hours</value>
    public TimeSpan Remember { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether a refusal because of version or condition brings the document as it is now (<see cref="ConditionFailedException.Current"/>).</summary>
    /// <value>false</value>
    public bool ReturnCurrent { get; init; }

    /// <exception cref="ArgumentException">The token is empty or too long, or the time is out of range.</exception>
    internal void Check()
    {
        if (Token is not null)
        {
            _ = TransactionMarker.IdOf(Token);
        }

        if (Remember < TimeSpan.FromMinutes(1) || Remember > TimeSpan.FromDays(366))
        {
            throw new ArgumentException($"A token is remembered from a minute to a year, not {Remember}.");
        }
    }
}
