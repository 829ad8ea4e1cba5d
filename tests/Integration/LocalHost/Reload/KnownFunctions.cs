using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Integration.LocalHost;

public static class KnownFunctions
{
    [Function("Known")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "known")] HttpRequest request) => Results.Ok();
}
