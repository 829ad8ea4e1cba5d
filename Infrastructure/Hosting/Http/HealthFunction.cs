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

    /// <summary>Whether the process answers at all: 200 without any check. A probe that fails means: start it anew.</summary>
    [Function("Live"), AllowAnonymous, Returns<HealthBody>]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) => HealthAnswer.Alive();

    /// <summary>Whether requests can be served: the health checks that are not marked <c>observe</c>. A probe that fails means: send requests elsewhere.</summary>
    [Function("Ready"), AllowAnonymous, Returns<HealthBody>, Returns<HealthBody>(503)]
    public Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        health.ReadyAsync(cancellationToken);
}
