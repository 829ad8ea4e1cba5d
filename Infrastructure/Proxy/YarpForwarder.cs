using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Gateway;
using Yarp.ReverseProxy.Forwarder;

namespace Virga.Proxy;

/// <summary>Forwards requests with YARP's forwarder, which streams both ways, and says what went wrong in the gateway's words.</summary>
internal sealed class YarpForwarder(IHttpForwarder forwarder, Backends backends, BackendConnections connections, IOptions<ApiKeyOptions> keys) : IBackendForwarder
{
    public async Task ForwardAsync(HttpContext context, string backend, string path)
    {
        var chosen = backends.Get(backend);
        var destination = chosen.Next() ?? throw new GatewayException(new Problem(503, BackendProblemCodes.Unavailable, "The service behind this path is not available now.")
        {
            RetryAfter = chosen.Options.HealthInterval,
        });
        var settings = new ForwarderRequestConfig { ActivityTimeout = chosen.Options.Timeout };
        var transformer = new BackendTransformer(chosen, path, keys.Value.Header);
        var error = await forwarder.SendAsync(context, destination.Prefix, connections.Invoker, settings, transformer, context.RequestAborted).ConfigureAwait(false);
        if (error == ForwarderError.None)
        {
            return;
        }

        var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestCreation)
        {
            chosen.Failed(destination);
        }

        context.RequestAborted.ThrowIfCancellationRequested();
        if (context.Response.HasStarted || context.Response.StatusCode is >= 400 and < 500)
        {
            // Cut off, or the client's own fault: then the status is there already.
            return;
        }

        throw error is ForwarderError.RequestTimedOut
            ? new GatewayException(new Problem(504, BackendProblemCodes.Timeout, "The service behind this path took too long."), cause)
            : new GatewayException(new Problem(502, BackendProblemCodes.Unreachable, "The service behind this path could not be reached, or did not answer as HTTP asks for."), cause);
    }
}
