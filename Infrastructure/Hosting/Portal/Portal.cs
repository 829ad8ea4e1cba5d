using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>The developer portal: files of this assembly, and what they need to know of the app. Nothing of it comes from elsewhere, and it may ask only the app.</summary>
internal sealed class Portal(IOptions<PortalOptions> options, IOptions<GatewayOptions> gateway, IHostEnvironment environment)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, PortalFile> Files = PortalFile.Load();

    private readonly string _prefix = "/" + (gateway.Value.RoutePrefix.Length == 0 ? "docs" : gateway.Value.RoutePrefix + "/docs");

    /// <summary>Whether it is served.</summary>
    public bool IsOpen => options.Value.IsOpen ?? environment.IsDevelopment();

    /// <summary>Answers with a file of the portal; 404 when it is closed, or there is no such file.</summary>
    public IResult Answer(HttpRequest request)
    {
        if (!IsOpen || !request.Path.StartsWithSegments(_prefix, out var rest))
        {
            throw new GatewayException(404, "route-not-found", "There is nothing at this path.");
        }

        if (rest.Value is null or "")
        {
            // Relative links need the slash.
            return Results.LocalRedirect($"{request.PathBase}{request.Path}/", permanent: false);
        }

        Harden(request.HttpContext.Response.Headers);
        var name = rest.Value == "/" ? "index.html" : rest.Value[1..];
        if (name == "app.json")
        {
            return Results.Json(new { title = gateway.Value.Title, tokens = gateway.Value.DevelopmentTokenKey is null ? null : HostSetup.TokenAddress });
        }

        if (!Files.TryGetValue(name, out var file))
        {
            throw new GatewayException(404, "route-not-found", "The portal has no such file.");
        }

        return Results.Bytes(file.Content, file.ContentType, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue(file.ETag));
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
}
