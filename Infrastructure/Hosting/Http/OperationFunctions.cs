using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Runs work that functions took on with 202, and says what has become of it.</summary>
public sealed class OperationFunctions(Operations operations, OperationRunner runner)
{
    /// <summary>The status of an operation, for whoever asked for it.</summary>
    [Function("GetOperation"), AllowAnonymous, Returns<OperationStatus>, Refuses(404, "not-found")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "operations/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        operations.GetAsync(request, id, cancellationToken);

    /// <summary>Makes one attempt at an operation.</summary>
    [Function("RunOperation")]
    public Task RunAsync([QueueTrigger(OperationRunner.Queue, Connection = "Storage")] string message, CancellationToken cancellationToken) =>
        runner.RunAsync(message, cancellationToken);

    /// <summary>Brings back, once a minute, operations that nothing has become of in time.</summary>
    [Function("SweepOperations")]
    public Task SweepAsync([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => runner.SweepAsync(cancellationToken);
}
