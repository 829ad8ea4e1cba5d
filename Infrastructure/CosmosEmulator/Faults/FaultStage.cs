namespace Virga.CosmosEmulator;

/// <summary>Stands before the router and answers with the faults that were asked for.</summary>
internal sealed class FaultStage(CosmosFaults faults, TimeProvider time)
{
    /// <summary>The fault a request gets; null, as for nearly all, when it is to be answered.</summary>
    public CosmosFault? Of(WireRequest request) => FaultHeader.Of(request) ?? faults.Take(request.Method, request.Path);

    public async Task<WireResponse> AnswerAsync(CosmosFault fault, Func<Task<WireResponse>> next, CancellationToken cancellationToken)
    {
        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, time, cancellationToken).ConfigureAwait(false);
        }

        // A fault of status 200 is a slow answer and nothing else.
        if (fault.AfterTheFact || fault.StatusCode == 200)
        {
            var real = await next().ConfigureAwait(false);
            if (fault.StatusCode == 200)
            {
                return real;
            }
        }

        var response = WireResponse.Fault(fault.StatusCode, WireFault.CodeOf(fault.StatusCode), "A fault asked for by a test.", fault.SubStatusCode);
        return fault.RetryAfter is { } wait ? response.With(WireHeaders.RetryAfterMs, (long)wait.TotalMilliseconds) : response;
    }
}
