namespace Virga.CosmosEmulator;

/// <summary>One piece of work waiting for the writer.</summary>
internal abstract class WriteItem
{
    /// <summary>Does the work in the running transaction. Refusals are kept for the caller; what else is thrown ends the transaction.</summary>
    public abstract void Execute(WriteContext context);

    /// <summary>Tells the caller, once the transaction is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}
