using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Virga.LocalHost;

/// <summary><c>POST /admin/tokens</c>: makes a development token for whoever sits at this machine, as the command <c>token</c> does. The developer portal asks here.</summary>
internal sealed class TokenEndpoint(IOptions<GatewayOptions> gateway, TimeProvider time)
{
    private const int MaximumBody = 16 * 1024;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/admin/tokens", (RequestDelegate)IssueAsync);

    private async Task IssueAsync(HttpContext context)
    {
        if (gateway.Value.DevelopmentTokenKey is not { } key || await ReadAsync(context.Request).ConfigureAwait(false) is not { } asked)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("Send {\"scope\": \"a b\"} as JSON.", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(new { token = new DevelopmentTokens(key, time).Issue(asked.Scope, asked.Subject) }, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<TokenRequest?> ReadAsync(HttpRequest request)
    {
        // A page of another site could send a form unasked; it cannot send this content type.
        if (!request.HasJsonContentType() || request.ContentLength is null or > MaximumBody)
        {
            return null;
        }

        try
        {
            return await request.ReadFromJsonAsync<TokenRequest>(request.HttpContext.RequestAborted).ConfigureAwait(false) is { Scope: not null, Subject.Length: > 0 } asked ? asked : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
