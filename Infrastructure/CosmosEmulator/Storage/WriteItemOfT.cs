namespace Virga.CosmosEmulator;

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
