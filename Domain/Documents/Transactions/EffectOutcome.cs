namespace Virga.Documents;

/// <summary>What writing a handler's effects came to.</summary>
public abstract record EffectOutcome
{
    private EffectOutcome()
    {
    }

    /// <summary>The effects are written.</summary>
    /// <param name="Transaction">What the transaction gave.</param>
    public sealed record Done(TransactionOutcome Transaction) : EffectOutcome;

    /// <summary>An earlier delivery has written them; the handler is done.</summary>
    public sealed record AlreadyDone : EffectOutcome;
}
