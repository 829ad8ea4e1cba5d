using Microsoft.Azure.Functions.Worker.Converters;

namespace Virga.Hosting;

/// <summary>Gives a function's <see cref="CancellationToken"/> parameter a token that a request's timeout and its client's leaving cancel, too.</summary>
/// <remarks>The worker's own converter, which this one stands in front of, knows the invocation's token only.</remarks>
internal sealed class RequestAbortedConverter : IInputConverter
{
    /// <inheritdoc/>
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.TargetType != typeof(CancellationToken) || context.FunctionContext.GetHttpContext() is not { } http)
        {
            return new ValueTask<ConversionResult>(ConversionResult.Unhandled());
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, context.FunctionContext.CancellationToken);
        http.Response.RegisterForDispose(linked);
        return new ValueTask<ConversionResult>(ConversionResult.Success(linked.Token));
    }
}
