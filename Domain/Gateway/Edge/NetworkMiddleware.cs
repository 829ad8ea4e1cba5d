using System.Net;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Refuses addresses that may not call: a denied one always, and one that is not allowed where some are (API Gateway's resource policy).</summary>
internal sealed class NetworkMiddleware(RequestDelegate next, NetworkOptions options)
{
    private readonly IPNetwork[] _allowed = Networks.Parse(options.Allowed);
    private readonly IPNetwork[] _denied = Networks.Parse(options.Denied);

    public Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        var mayCall = address is not null && !Networks.Contain(_denied, address) && (_allowed.Length == 0 || Networks.Contain(_allowed, address));
        if (mayCall)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.Forbidden, "The caller may not do this."));
        return Task.CompletedTask;
    }
}
