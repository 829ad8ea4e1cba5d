using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Serves the developer portal: the API's endpoints to read and to try, its models, its topics, and the reader's keys.</summary>
public sealed class PortalFunction
{
    private readonly Portal _portal;

    /// <summary>A portal as the options say.</summary>
    public PortalFunction(IOptions<PortalOptions> options, IOptions<GatewayOptions> gateway, IHostEnvironment environment) =>
        _portal = new Portal(options, gateway, environment);

    /// <summary>A file of the portal; 404 where it is not open (<see cref="PortalOptions.IsOpen"/>).</summary>
    [Function("GetDocs"), AllowAnonymous, ExcludeFromDescription]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{*file}")] HttpRequest request) => _portal.Answer(request);
}
