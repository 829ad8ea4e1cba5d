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

/// <inheritdoc cref="WriteItem"/>
internal sealed class WriteItem<T>(Func<WriteContext, T> work) : WriteItem
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private WireFault? _fault;

    public Task<T> Task => _completion.Task;

    public override void Execute(WriteContext context)
    {
        _fault = null;
        context.Begin();
        try
        {
            _result = work(context);
        }
        catch (WireFault fault)
        {
            _fault = fault;
        }
    }

    public override void Complete()
    {
        if (_fault is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_fault);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
