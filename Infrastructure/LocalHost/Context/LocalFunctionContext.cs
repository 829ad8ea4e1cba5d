using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Virga.LocalHost;

/// <summary>One invocation in this process. Everything that few functions ask for is made when it is asked for.</summary>
internal sealed class LocalFunctionContext(FunctionDescriptor function) : FunctionContext
{
    private static readonly RouteValueDictionary NoRouteValues = [];

    private readonly Activity? _activity = Activity.Current;
    private string? _invocationId;
    private TraceContext? _traceContext;
    private BindingContext? _bindingContext;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private List<object>? _disposeAtEnd;

    /// <summary>The function invoked.</summary>
    public FunctionDescriptor Function { get; } = function;

    /// <summary>The request; null off HTTP.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>The values that the route's parameters took; empty off HTTP.</summary>
    public RouteValueDictionary RouteValues { get; init; } = NoRouteValues;

    /// <summary>The trigger's payload; null for HTTP.</summary>
    public object? TriggerValue { get; init; }

    /// <summary>What the trigger tells beside its payload; the route values for HTTP.</summary>
    public IReadOnlyDictionary<string, object?>? TriggerData { get; init; }

    /// <summary>Cancelled when the invocation is to stop.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>How often the invocation has been tried.</summary>
    public RetryContext Retry { get; init; } = LocalRetryContext.None;

    /// <summary>What the function returned.</summary>
    public LocalInvocationResult Result { get; } = new();

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Id;

    public override TraceContext TraceContext => _traceContext ??= _activity is null ? LocalTraceContext.None : new LocalTraceContext(_activity);

    public override BindingContext BindingContext =>
        _bindingContext ??= TriggerData is not null ? new LocalBindingContext(TriggerData)
            : RouteValues.Count > 0 ? new LocalBindingContext(RouteValues)
            : LocalBindingContext.None;

    public override RetryContext RetryContext => Retry;

    public override IServiceProvider InstanceServices
    {
        get => _services ??= HttpContext?.RequestServices ?? throw new InvalidOperationException("The invocation has no services.");
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => Function;

    public override IDictionary<object, object> Items
    {
        get => _items ??= HttpContext is null
            ? new Dictionary<object, object>()
            : new Dictionary<object, object> { [FunctionContextExtensions.HttpContextKey] = HttpContext };
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken => HttpContext?.RequestAborted ?? Stopping;

    /// <summary>Disposes of something when the invocation is over and its result written.</summary>
    public void DisposeAtEnd(object? disposable)
    {
        if (disposable is IDisposable or IAsyncDisposable)
        {
            (_disposeAtEnd ??= []).Add(disposable);
        }
    }

    /// <summary>Ends the invocation.</summary>
    public ValueTask EndAsync() => _disposeAtEnd is null ? default : DisposeAsync(_disposeAtEnd);

    private static async ValueTask DisposeAsync(List<object> disposables)
    {
        foreach (var disposable in disposables)
        {
            if (disposable is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)disposable).Dispose();
            }
        }
    }
}
