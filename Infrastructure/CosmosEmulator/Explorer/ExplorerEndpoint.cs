using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>Serves the explorer: a page made of files in this assembly, and below <c>api/</c> the protocol itself, which the page speaks without a key.</summary>
/// <remarks>
/// Because the protocol is not signed here, only the person at this machine is answered (<see cref="LoopbackRequest"/>), and requests to <c>api/</c>
/// carry a header of their own, which a page of another origin cannot send without asking first and nobody answers.
/// </remarks>
internal sealed class ExplorerEndpoint(Router router)
{
    /// <summary>Where the explorer is served.</summary>
    public const string Prefix = "/_explorer";

    /// <summary>The header that the page's own requests carry.</summary>
    public const string OwnHeader = "x-virga-explorer";

    private const string Api = Prefix + "/api";

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly EmulatorEndpoint _protocol = new(router, static _ => { }, Api);

    public Task HandleAsync(HttpContext context)
    {
        if (!LoopbackRequest.Allows(context))
        {
            return Refuse(context, "The explorer answers the browser on this machine only, under a loopback name, and no page of another site.");
        }

        Harden(context.Response.Headers);
        if (context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal))
        {
            return context.Request.Headers.ContainsKey(OwnHeader)
                ? _protocol.HandleAsync(context)
                : Refuse(context, $"The header {OwnHeader} is missing: this address is for the explorer's page. Clients use the account's endpoint.");
        }

        return ServeAsync(context, context.Request.Path.Value![Prefix.Length..]);
    }

    private static Task ServeAsync(HttpContext context, string path)
    {
        var response = context.Response;
        if (path.Length == 0)
        {
            response.Redirect(Prefix + "/");
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (!ExplorerFile.All.TryGetValue(path == "/" ? "index.html" : path[1..], out var file))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        response.Headers.ETag = file.ETag;
        if (context.Request.Headers.IfNoneMatch.ToString() == file.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }

    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
    }

    private static Task Refuse(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason, context.RequestAborted);
    }
}
