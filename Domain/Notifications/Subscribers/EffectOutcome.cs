using Virga.Documents;

namespace Virga.Notifications;

/// <summary>What writing a handler's effects came to.</summary>
public abstract record EffectOutcome
{
    private EffectOutcome()
    {
    }

    /// <summary>The effects are written.</summary>
    /// <param name="Transaction">What the transaction gave.</param>
    public sealed record Done(TransactionOutcome Transaction) : EffectOutcome;

    /// <summary>An earlier delivery of the same message has written them; the handler is done.</summary>
    public sealed record AlreadyDone : EffectOutcome;
}
