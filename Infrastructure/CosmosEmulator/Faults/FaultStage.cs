namespace Virga.CosmosEmulator;

/// <summary>Stands before the router and answers with the faults that were asked for.</summary>
internal sealed class FaultStage(CosmosFaults faults, TimeProvider time)
{
    public async Task<WireResponse> AnswerAsync(WireRequest request, Func<Task<WireResponse>> next, CancellationToken cancellationToken)
    {
        var fault = FaultHeader.Of(request) ?? faults.Take(request.Method, request.Path);
        if (fault is null)
        {
            return await next().ConfigureAwait(false);
        }

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
