namespace Integration.CosmosEmulator;

/// <summary>Counts what a client asks for on its way to the endpoint: plans, rewritten queries, and queries resumed by value.</summary>
internal sealed class RewriteCounter(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public static int Plans { get; private set; }

    public static int Rewritten { get; private set; }

    public static int Resumed { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Plans += request.Headers.Contains("x-ms-cosmos-is-query-plan-request") ? 1 : 0;
        if (request.Headers.Contains("x-ms-documentdb-isquery") && request.Content is not null)
        {
            var body = await request.Content.ReadAsStringAsync(cancellationToken);
            Rewritten += body.Contains("orderByItems", StringComparison.Ordinal) || body.Contains("groupByItems", StringComparison.Ordinal) ? 1 : 0;
            Resumed += body.Contains("resumeFilter", StringComparison.Ordinal) ? 1 : 0;
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
