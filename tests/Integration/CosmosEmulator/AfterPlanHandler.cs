namespace Integration.CosmosEmulator;

/// <summary>Does something after each query plan, before the client has it.</summary>
internal sealed class AfterPlanHandler(HttpMessageHandler inner, Func<Task> act) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
        {
            await act();
        }

        return response;
    }
}
