using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>Serves a page made of files in an assembly, and below <c>api/</c> what the page asks for.</summary>
/// <remarks>
/// Because nothing is signed here, only the person at this machine is answered (<see cref="LoopbackRequest"/>), and requests to <c>api/</c>
/// carry a header of their own, which a page of another origin cannot send without asking first and nobody answers.
/// </remarks>
/// <param name="name">What the page is called in refusals.</param>
/// <param name="prefix">Where it is served.</param>
/// <param name="ownHeader">The header that the page's own requests carry.</param>
/// <param name="assembly">The assembly with the files.</param>
/// <param name="folder">What the files' names in it start with.</param>
/// <param name="api">Answers what the page asks for.</param>
internal sealed class EmbeddedPage(string name, string prefix, string ownHeader, Assembly assembly, string folder, RequestDelegate api)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly FrozenDictionary<string, PageFile> _files = PageFile.Load(assembly, folder);

    public Task HandleAsync(HttpContext context)
    {
        if (!LoopbackRequest.Allows(context))
        {
            return Refuse(context, $"The {name} answers the browser on this machine only, under a loopback name, and no page of another site.");
        }

        Harden(context.Response.Headers);
        if (context.Request.Path.StartsWithSegments(prefix + "/api", StringComparison.Ordinal))
        {
            return context.Request.Headers.ContainsKey(ownHeader)
                ? api(context)
                : Refuse(context, $"The header {ownHeader} is missing: this address is for the {name}'s page. Programs use the app's own API.");
        }

        return ServeAsync(context, context.Request.Path.Value![prefix.Length..]);
    }

    private Task ServeAsync(HttpContext context, string path)
    {
        var response = context.Response;
        if (path.Length == 0)
        {
            response.Redirect(prefix + "/");
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD";
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (!_files.TryGetValue(path == "/" ? "index.html" : path[1..], out var file))
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
