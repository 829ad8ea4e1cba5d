using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Says how the app is.</summary>
public sealed class HealthFunction(HealthAnswer health)
{
    /// <summary>Runs the health checks: 200, or 503 when one is unhealthy.</summary>
    [Function("Health"), AllowAnonymous, Returns<HealthBody>, Returns<HealthBody>(503)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        health.AnswerAsync(cancellationToken);
}
