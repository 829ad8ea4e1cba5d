using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Serves the app's OpenAPI 3.1 document.</summary>
public sealed class OpenApiFunction(ApiDescription description)
{
    /// <summary>The document, made once from the functions and the models.</summary>
    [Function("GetOpenApi"), AllowAnonymous, ExcludeFromDescription]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) => description.Answer(request);
}
