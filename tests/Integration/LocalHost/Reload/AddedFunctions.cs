using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Integration.LocalHost;

public static class AddedFunctions
{
    [Function("Added")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "added")] HttpRequest request) => Results.Ok();
}
