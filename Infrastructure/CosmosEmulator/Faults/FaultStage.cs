namespace Virga.CosmosEmulator;

/// <summary>Stands before the router and answers with the faults that were asked for.</summary>
internal sealed class FaultStage(CosmosFaults faults, TimeProvider time)
{
    /// <summary>What a request asks for or is to get instead of its answer; null, as for nearly all, when it is to be answered.</summary>
    public FaultHeader? Of(WireRequest request) =>
        FaultHeader.Of(request) ?? (faults.Take(request.Method, request.Path) is { } fault ? new FaultHeader(fault, false, null) : null);

    public async Task<WireResponse> AnswerAsync(FaultHeader asked, Func<Task> split, Func<Task<WireResponse>> next, CancellationToken cancellationToken)
    {
        if (asked.Splits)
        {
            await split().ConfigureAwait(false);
        }

        if (asked.Lag is { } lag)
        {
            faults.ReplicaLag = lag;
        }

        return asked.Fault is { } fault ? await AnswerAsync(fault, next, cancellationToken).ConfigureAwait(false) : await next().ConfigureAwait(false);
    }

    private async Task<WireResponse> AnswerAsync(CosmosFault fault, Func<Task<WireResponse>> next, CancellationToken cancellationToken)
    {
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, time, cancellationToken).ConfigureAwait(false);
        }

        if (fault.AfterTheFact || (fault.StatusCode == 200 && fault.ConnectionLoss != CosmosConnectionLoss.BeforeAnswer))
        {
            var real = await next().ConfigureAwait(false);
            if (fault.StatusCode == 200)
            {
                real.ConnectionLoss = fault.ConnectionLoss;
                return real;
            }
        }

        var response = WireResponse.Fault(fault.StatusCode, WireFault.CodeOf(fault.StatusCode), "A fault asked for by a test.", fault.SubStatusCode);
        response.ConnectionLoss = fault.ConnectionLoss;
        return fault.RetryAfter is { } wait ? response.With(WireHeaders.RetryAfterMs, (long)wait.TotalMilliseconds) : response;
    }
}
