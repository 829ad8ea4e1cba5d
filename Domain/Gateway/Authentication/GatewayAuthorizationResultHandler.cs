using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Turns what authorization decided into a status and its header; the error stage adds the body.</summary>
internal sealed class GatewayAuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context).ConfigureAwait(false);
        }
        else if (authorizeResult.Challenged)
        {
            await context.ChallengeAsync().ConfigureAwait(false);
            GatewayFeature.SetProblem(context, new Problem(401, ProblemCodes.Unauthenticated, "A valid bearer token is needed."));
        }
        else
        {
            Forbid(context, authorizeResult.AuthorizationFailure);
        }
    }

    private static void Forbid(HttpContext context, AuthorizationFailure? failure)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        if (failure?.FailedRequirements.OfType<ScopeRequirement>().FirstOrDefault() is { } missing)
        {
            var scopes = string.Join(' ', missing.Scopes);
            context.Response.Headers[HeaderNames.WWWAuthenticate] = $"Bearer error=\"insufficient_scope\", scope=\"{scopes}\"";
            GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.InsufficientScope, $"The token needs one of these scopes: {scopes}."));
        }
        else
        {
            GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.Forbidden, "The caller may not do this."));
        }
    }
}
