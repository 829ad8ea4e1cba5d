using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Serves the app's AsyncAPI 3 document.</summary>
public sealed class AsyncApiFunction(AsyncApiDescription description)
{
    /// <summary>The document, made once from the topics.</summary>
    [Function("GetAsyncApi"), AllowAnonymous, ExcludeFromDescription]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "asyncapi.json")] HttpRequest request) => description.Answer(request);
}
