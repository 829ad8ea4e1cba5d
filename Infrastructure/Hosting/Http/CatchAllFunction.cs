using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Answers what no other function's route takes. Its name sorts last, and the host takes the first route that matches.</summary>
public sealed class CatchAllFunction(CatchAll catchAll)
{
    /// <summary>404, 405 with Allow, or the answer to OPTIONS.</summary>
    [Function("zz_gateway"), AllowAnonymous]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", "query", Route = "{*path}")] HttpRequest request) =>
        catchAll.Answer(request);
}
