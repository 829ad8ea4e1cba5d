using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>The audit trail over HTTP: who changed what. Needs scope <c>audit:read</c>: values of documents may be in it.</summary>
public sealed class AuditFunction(AuditTrail trail)
{
    /// <summary>A page of entries, the latest first: by <c>partition</c> (repeated for each level), <c>model</c>, <c>key</c>, <c>subject</c>, <c>requestId</c>, and <c>from</c> and <c>until</c>.</summary>
    [Function("ListAudit"), RequireScope("audit:read"), Paged, AuditParameters, Returns<AuditPage>]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "audit")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = AuditParametersAttribute.Read(request.Query);
        var (limit, cursor) = request.ReadPage();
        return Results.Ok(await trail.ListAsync(query, limit, cursor, request.HttpContext.User.FindFirst("sub")?.Value, cancellationToken).ConfigureAwait(false));
    }
}
